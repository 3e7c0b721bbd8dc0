import words from './puzzles/words.json' with { type: 'json' };

const lists = new Map(Object.entries(words).map(([length, both]) => [Number(length), both.map(split)]));
const all = new Map([...lists].map(([length, both]) => [length, both.flat()]));

/**
 * Common words of British English, from 4 to 8 letters: a to z only, no unkind ones, and none whose letters make
 * another word. The order never changes. `scripts/words.ts` makes them.
 */
export function wordsOfLength(length: number): readonly string[] {
  return all.get(length) ?? [];
}

/** Of those the most common ones, or the rest. */
export function wordsByUse(length: number, most: boolean): readonly string[] {
  return lists.get(length)?.[most ? 0 : 1] ?? [];
}

function split(list: string): string[] {
  return list.split(' ');
}
