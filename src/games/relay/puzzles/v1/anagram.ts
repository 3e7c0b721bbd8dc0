import type { Random } from '../../../../lib/random.ts';
import type { PuzzleType } from '../puzzle.ts';
import { isKind } from './kind.ts';
import { readWord } from './reading.ts';
import { wordsOfLength } from './words.ts';

const SHUFFLES = 50;

/** A word with its letters mixed up. No other English word has these letters (see `words.ts`). */
export const anagram: PuzzleType = {
  name: 'anagram',
  make(random, level) {
    const word = random.pick(wordsOfLength(4 + Math.ceil((level - 1) / 2.25)));
    const letters = mixed(word, random).toUpperCase();
    return {
      question: `Which word has these letters? ${letters}`,
      data: JSON.stringify({ letters }),
      answer: word,
    };
  },
  accepts: ({ answer }, given) => readWord(given) === answer,
  slip: ({ answer }, random) => mixed(answer, random),
};

/** The letters of a word in another order that spells nothing bad. */
function mixed(word: string, random: Random): string {
  for (let i = 0; i < SHUFFLES; i++) {
    const letters = random.shuffle([...word]).join('');
    if (letters !== word && isKind(letters)) return letters;
  }
  return word.slice(1) + word.charAt(0);
}
