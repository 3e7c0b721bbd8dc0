import words from './words.json' with { type: 'json' };

const byLength = new Map(Object.entries(words).map(([length, list]) => [Number(length), list.split(' ')]));

/** The words of a length from 4 to 8, in an order that never changes. */
export function wordsOfLength(length: number): readonly string[] {
  return byLength.get(length) ?? [];
}
