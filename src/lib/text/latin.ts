import { resolveConfusablesTransformer } from 'obscenity';
import { skeleton } from './lookalikes.ts';

/** A letter, digit or sign of a text as a reader of English sees it, and where it stands (UTF-16, `end` exclusive). */
export interface Read {
  /** a to z, a digit or a sign; anything that looks like none of these as it is. */
  as: string;
  start: number;
  end: number;
}

/** Written for letters, and in no table of look-alikes; and signs that would read as letters. */
const WRITTEN_FOR: Record<string, string> = { '¡': 'i', μ: 'u', '∆': 'a', Δ: 'a', Ω: 'o', '™': '.', ـ: '.' };

/** Digits and signs that are written for letters as well as beside them: they are read as they are. */
export const LEET: Record<string, string> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '9': 'g' },
  ...{ '@': 'a', $: 's', '!': 'i', '|': 'i', '+': 't', '(': 'c', '^': 'a', '°': 'o' },
  ...{ '€': 'e', '£': 'e', '¢': 'c', '¥': 'y', '§': 's', '©': 'c', '®': 'r' },
};

/** Letters in circles and squares, and the letters of flags. Other pictures and symbols are no letters. */
const LETTER_SIGN = /^[\u2460-\u24FF\u{1F100}-\u{1F1FF}]$/u;

const { transform } = resolveConfusablesTransformer();

/** A text as a reader of English sees it: look-alikes, full-width and accented letters as a to z, nothing unseen. */
export function readAsLatin(text: string): Read[] {
  const read: Read[] = [];
  // Whole words of another script are no disguise: of them only true look-alikes are read.
  const words = text.matchAll(/\S+|\s+/gu);
  for (const { 0: word, index } of words) {
    const disguised = /\p{Script=Latin}/u.test(word.normalize('NFKD'));
    let at = index;
    for (const char of word) {
      for (const as of latinOf(char, disguised)) read.push({ as, start: at, end: at + char.length });
      at += char.length;
    }
  }
  return read;
}

/** What one character reads as, in small letters: several for a ligature, '' for a mark. */
function latinOf(char: string, disguised: boolean): string {
  if (/^[\0-\x7F]$/.test(char)) return char.toLowerCase();
  if (char in LEET) return char;
  const plain = bare(char);
  const written = WRITTEN_FOR[char] ?? WRITTEN_FOR[plain];
  if (written !== undefined) return written;
  // An accent without a letter.
  if (plain === ' ' && !/\s/.test(char)) return '.';
  if (plain !== '' && isAscii(plain)) return plain.toLowerCase();
  const small = plain.toLowerCase();
  const look = [char, plain, small, plain.toUpperCase()].map(skeleton).map(bare).find(isAscii);
  // Of a capital I the skeleton is a small l.
  if (look === 'l' && plain !== small) return 'i';
  if (look !== undefined) return look.toLowerCase().replaceAll('rn', 'm');
  if (/^\p{So}$/u.test(char) ? !LETTER_SIGN.test(char) : !disguised) return char;
  const resembled = String.fromCodePoint(transform(char.codePointAt(0) ?? 0) ?? 0);
  return isAscii(resembled) ? resembled.toLowerCase() : char;
}

/** Without what shows nothing, accents and other marks. */
function bare(text: string): string {
  return text.normalize('NFKD').replace(/[\p{M}\p{DI}\p{Cf}\p{Cc}]/gu, '');
}

function isAscii(text: string): boolean {
  return /^[\0-\x7F]*$/.test(text);
}
