import type { PuzzleType } from '../puzzle.ts';
import { readWord } from './reading.ts';
import { wordsOfLength } from './words.ts';

const LETTERS = 26;
const FIRST_LETTER = 65;

/** Levels at which letters may be moved back, and at which the shift is for the player to find. */
const BACKWARD_FROM = 4;
const HINT_FROM = 7;

/**
 * A word in Caesar's cipher. Below `HINT_FROM` the shift is told, from then on the word's first letter, which
 * settles the shift: one word fits either way.
 */
export const cipher: PuzzleType = {
  name: 'cipher',
  make(random, level) {
    const word = random.pick(wordsOfLength(4 + Math.floor(level / 3)));
    const shift = random.int(1, level < HINT_FROM ? 2 + level : LETTERS - 1);
    const backward = level >= BACKWARD_FROM && random.chance(0.5);
    const text = shifted(word.toUpperCase(), backward ? -shift : shift);
    if (level < HINT_FROM) {
      const places = `${shift} ${shift === 1 ? 'place' : 'places'}`;
      return {
        question: `Every letter was moved ${places} ${backward ? 'back' : 'forward'} in the alphabet: ${text}. What was the word?`,
        data: JSON.stringify({ text, shift: backward ? -shift : shift }),
        answer: word,
      };
    }
    const first = word.charAt(0).toUpperCase();
    return {
      question: `Every letter was moved by the same number of places in the alphabet: ${text}. The word begins with ${first}. What was it?`,
      data: JSON.stringify({ text, first }),
      answer: word,
    };
  },
  accepts: ({ answer }, given) => readWord(given) === answer,
  slip({ answer }, random) {
    const at = random.int(1, answer.length - 1);
    return (
      answer.slice(0, at) + shifted(answer.charAt(at).toUpperCase(), 1).toLowerCase() + answer.slice(at + 1)
    );
  },
};

/** Capital letters moved by so many places, Z followed by A. */
function shifted(text: string, places: number): string {
  const codes = [...text].map((letter) => letter.charCodeAt(0) - FIRST_LETTER);
  return String.fromCharCode(...codes.map((code) => FIRST_LETTER + ((code + places + LETTERS) % LETTERS)));
}
