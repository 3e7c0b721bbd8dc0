import type { Random } from '../../../lib/random.ts';
import { readsRude } from '../kind.ts';
import { wordsOfLength } from '../words.ts';
import type { PuzzleType } from './puzzle.ts';
import { readWord } from './reading.ts';

const LETTERS = 26;
const FIRST_LETTER = 65;

/** Levels at which letters may be moved back, and at which the shift is for the player to find. */
const BACKWARD_FROM = 4;
const HINT_FROM = 7;
/** Beyond so many places nobody counts with pleasure. */
const MAX_TOLD = 9;

/**
 * A word in Caesar's cipher. Below `HINT_FROM` the shift is told, from then on the word's first letter, which
 * settles the shift: one word fits either way.
 */
export const cipher: PuzzleType = {
  name: 'cipher',
  make(random, level) {
    const told = level < HINT_FROM;
    const backward = level >= BACKWARD_FROM && random.chance(0.5);
    let { word, shift, text } = drawn(random, told, backward);
    while (readsRude(text)) ({ word, shift, text } = drawn(random, told, backward));
    const effort = effortOf(word.length, shift, backward, told);
    if (told) {
      const places = `${shift} ${shift === 1 ? 'place' : 'places'}`;
      return {
        question: `Every letter was moved ${places} ${backward ? 'back' : 'forward'} in the alphabet: ${text}. What was the word?`,
        data: JSON.stringify({ text, shift: backward ? -shift : shift }),
        answer: word,
        effort,
      };
    }
    const first = word.charAt(0).toUpperCase();
    return {
      question: `Every letter was moved by the same number of places in the alphabet: ${text}. The word begins with ${first}. What was it?`,
      data: JSON.stringify({ text, first }),
      answer: word,
      effort,
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

function drawn(random: Random, told: boolean, backward: boolean) {
  const word = random.pick(wordsOfLength(random.int(4, 7)));
  const shift = random.int(1, told ? MAX_TOLD : LETTERS - 1);
  return { word, shift, text: shifted(word.toUpperCase(), backward ? -shift : shift) };
}

/** What it takes: to find the shift where it is not told, then to count it off for every letter. */
function effortOf(length: number, shift: number, backward: boolean, told: boolean): number {
  const places = Math.min(shift, LETTERS - shift);
  // Letters are moved back against the way they came: forward is the way people know.
  const perLetter = 900 + 180 * places + (backward ? 0 : 100);
  return 3000 + (told ? 0 : 2500) + perLetter * length;
}

/** Capital letters moved by so many places, Z followed by A. */
function shifted(text: string, places: number): string {
  const codes = [...text].map((letter) => letter.charCodeAt(0) - FIRST_LETTER);
  return String.fromCharCode(...codes.map((code) => FIRST_LETTER + ((code + places + LETTERS) % LETTERS)));
}
