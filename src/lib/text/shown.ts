import { joinerAt } from './joiners.ts';

/** Symbols and letters without ink: object replacement, a blank note head, blank hieroglyphs, a filler. */
const BLANK = '\\uFFFC\\u{1D159}\\u{13441}\\u{13442}\\u{16FE4}';
/** Format characters that show: Arabic signs around numbers. */
const SHOWING_FORMAT = '\\u0600-\\u0605\\u06DD\\u0890\\u0891\\u08E2\\u{110BD}\\u{110CD}';

/** Controls, format, halves of pairs, private use, unassigned, ignorable, blank: what shows nothing of its own. */
const UNSEEN = new RegExp(
  `^(?![${SHOWING_FORMAT}])[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{DI}${BLANK}]`,
  'u',
);
/** White space of any kind, and braille without a dot, which is none to Unicode. */
const SPACE = /^[\p{White_Space}\u2800]/u;
const LINE_BREAK = /^[\n\v\f\r\u0085\u2028\u2029]/;
const MARK = /^\p{M}/u;

/** Marks of Latin, Greek and Cyrillic, symbols and phonetics. What is in daily use needs one beyond what composes. */
const DIACRITIC =
  /^(?:[\u0300-\u036F]|[\u0483-\u0489]|[\u1AB0-\u1AFF]|[\u1DC0-\u1DFF]|[\u20D0-\u20FF]|[\uFE20-\uFE2F])/;
/** Scripts that write whole syllables as marks on one letter. */
const STACKED = /^[\p{scx=Tibt}\p{scx=Mymr}\p{scx=Khmr}\p{scx=Lana}\p{scx=Java}\p{scx=Bali}]/u;

/** Each time there is less to look at. */
const MAX_AGAIN = 8;

/** How far before a character the rules of joiners look. */
const CONTEXT = 16;

/**
 * A line of text as others are shown it: composed (NFC), nothing unseen but joiners where scripts and emoji need them,
 * at most a few marks on a letter, white space of any kind one space, none around it.
 */
export function shownLine(text: string): string {
  return settled(text, false);
}

/** The same, with its line breaks: at most one empty line between two others. */
export function shownText(text: string): string {
  return settled(text, true);
}

/**
 * Whether there is something to see in a shown line: a letter, a number or a symbol. Dots and dashes are not enough.
 */
export function hasInk(shown: string): boolean {
  return /[\p{L}\p{N}\p{S}]/u.test(shown);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How many characters a person sees: a flag, a family, a letter with its marks are one each. */
export function seenLength(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}

/** What goes may bring together what composes or changes places: then it is looked at again. */
function settled(text: string, breaks: boolean): string {
  let [before, now] = [text, clean(text, breaks)];
  for (let again = 0; again < MAX_AGAIN && now !== before; again += 1)
    [before, now] = [now, clean(now, breaks)];
  return now;
}

function clean(text: string, breaks: boolean): string {
  const given = text.normalize('NFC');
  const shown: string[] = [];
  /** The end of what is shown, as far as the rules of joiners look. */
  let tail = '';
  let marks = 0;
  for (let at = 0; at < given.length; ) {
    const char = String.fromCodePoint(given.codePointAt(at) ?? 0);
    let kept = char;
    if (SPACE.test(char)) {
      kept = breaks && LINE_BREAK.test(char) ? '\n' : ' ';
    } else if (UNSEEN.test(char)) {
      kept = joinerAt(tail, given.slice(at, at + CONTEXT));
    } else if (MARK.test(char)) {
      if (tail === '' || /\s$/.test(tail) || marks >= mostMarks(char)) kept = '';
      else marks += 1;
    } else {
      marks = 0;
    }
    if (kept !== '') shown.push(kept);
    tail = (tail + kept).slice(-CONTEXT);
    at += kept.length || char.length;
  }
  const spaced = shown.join('').replace(/ +/g, ' ');
  return spaced
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .normalize('NFC');
}

function mostMarks(mark: string): number {
  if (DIACRITIC.test(mark)) return 2;
  return STACKED.test(mark) ? 8 : 4;
}
