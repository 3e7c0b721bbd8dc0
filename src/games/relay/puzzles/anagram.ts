import type { Random } from '../../../lib/random.ts';
import { readsRude } from '../kind.ts';
import { wordsByUse } from '../words.ts';
import type { PuzzleType } from './puzzle.ts';
import { readWord } from './reading.ts';

const SHUFFLES = 100;

/** A word with its letters mixed up. No other English word has these letters (see `words.ts`). */
export const anagram: PuzzleType = {
  name: 'anagram',
  make(random, level) {
    // Every second level brings a letter more, the ones between the less common words.
    const length = 4 + Math.floor((level - 1) / 2);
    const most = level % 2 === 1;
    for (;;) {
      const word = random.pick(wordsByUse(length, most));
      const mix = mixed(word, random);
      if (mix === null) continue;
      const letters = mix.toUpperCase();
      return {
        question: `Which word has these letters? ${letters}`,
        data: JSON.stringify({ letters }),
        answer: word,
        effort: 8000 + 2400 * (length - 4) + (most ? 0 : 1200),
      };
    }
  },
  accepts: ({ answer }, given) => readWord(given) === answer,
  slip: ({ answer }, random) => mixed(answer, random) ?? answer.slice(1) + answer.charAt(0),
};

/** The letters of a word well mixed, in an order that spells nothing bad; null when there is none to be found. */
function mixed(word: string, random: Random): string | null {
  for (let i = 0; i < SHUFFLES; i++) {
    const letters = random.shuffle([...word]).join('');
    if (isMixed(word, letters) && !readsRude(letters)) return letters;
  }
  return null;
}

/** At most a third of the letters stay, and the first is not one of them: no swap of two gives the word away. */
function isMixed(word: string, letters: string): boolean {
  const stay = [...word].filter((letter, at) => letters.charAt(at) === letter).length;
  return stay <= word.length / 3 && letters.charAt(0) !== word.charAt(0);
}
