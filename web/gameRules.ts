import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const NAME = 'virtual:game-rules';
const RESOLVED = `\0${NAME}`;
const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/**
 * Lets the page load the rules of every game that there is, one at a time, for replays: `src/games/<game>/<game>.ts`
 * and `src/schema/<game>.ts`. A new game's folder is found when the page is built the next time.
 */
export function gameRules(): Plugin {
  return {
    name: 'parlor-game-rules',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined;
      const loaders = gamesIn(SRC).map((game) => {
        const files = [`games/${game}/${game}.ts`, `schema/${game}.ts`];
        const imports = files.map((file) => `import(${JSON.stringify(SRC + file)})`).join(', ');
        return `${JSON.stringify(game)}: () => Promise.all([${imports}])`;
      });
      return `export const RULES = { ${loaders.join(', ')} };`;
    },
  };
}

function gamesIn(src: string): string[] {
  return readdirSync(`${src}games`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => existsSync(`${src}games/${name}/${name}.ts`) && existsSync(`${src}schema/${name}.ts`))
    .sort();
}
