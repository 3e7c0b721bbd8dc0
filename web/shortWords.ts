import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

const WORDS = fileURLToPath(new URL('../src/games/relay/words.ts', import.meta.url));
const LENGTHS = [4, 5, 6, 7, 8];

/**
 * Puts relay's words on the page as they come out. The server sifts them from a dictionary of megabytes, which
 * a replay has no other use for.
 */
export function shortWords(): Plugin {
  return {
    name: 'short-words',
    async load(id) {
      if (id !== WORDS) return null;
      const { wordsOfLength } = (await import(pathToFileURL(WORDS).href)) as {
        wordsOfLength(length: number): readonly string[];
      };
      const lists = LENGTHS.map((length) => [length, wordsOfLength(length)]);
      return `
        const lists = ${JSON.stringify(Object.fromEntries(lists))};
        export const wordsOfLength = (length) => lists[length] ?? [];
      `;
    },
  };
}
