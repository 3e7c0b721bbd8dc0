import { randomInt } from 'node:crypto';
import { withAsciiDigits } from '../lib/text/digits.ts';
import { readAsLatin } from '../lib/text/latin.ts';

/** Without what is easily taken for something else, and without vowels: no words. */
const LETTERS = 'BCDFGHJKMNPQRSTVWXZ23456789';
const LENGTH = 6;

/** A new code of a party: 387 million there are, too many to try at ten wrong ones a minute, looked up or joined by. */
export function newPartyCode(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** A code as people write it, with whatever they put between its letters, in the form it is stored. */
export function partyCode(written: string): string {
  return readAsLatin(withAsciiDigits(written))
    .map(({ as }) => as.toUpperCase())
    .join('')
    .replace(/[^0-9A-Z]/g, '');
}
