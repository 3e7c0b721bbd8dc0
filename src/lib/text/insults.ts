import { BROKEN, HARMLESS_PHRASE, INSIDE, MASKED, RUDE_PHRASE, WHOLE } from './insultWords.ts';
import { LEET, type Read, readAsLatin } from './latin.ts';

/** Where something stands in a text: UTF-16, `end` exclusive. */
interface Range {
  start: number;
  end: number;
}

/** Signs that may stand for any letter. */
const MASK = /[*#%]/;
/** Stands for a letter of another script: nothing bad goes on over it. */
const OTHER = '\uFFFF';
/** Between parts of a word; between letters it may stand for a vowel (`sh_t`). */
const SEPARATOR = '.';
/** One character of a word: a letter or digit, or a sign that may be written for one. */
const OF_A_WORD = new RegExp(
  `[a-z0-9*#%${OTHER}${Object.keys(LEET)
    .join('')
    .replace(/[\]^-]/g, '\\$&')}]`,
);
const LETTER = /[a-z]/;
const LETTER_OR_DIGIT = new RegExp(`[a-z0-9${OTHER}]`);

/** What is read as an i may be an l. */
const READINGS = [{}, LEET, { ...LEET, '1': 'l', '!': 'l', '|': 'l', i: 'l' }];

/** Whether a text has an insult, in disguise too. */
export function hasInsult(text: string): boolean {
  return insultsIn(text).length > 0;
}

/** The text with a star for each letter of an insult. */
export function starOut(text: string): string {
  let starred = '';
  let at = 0;
  for (const { start, end } of insultsIn(text)) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    starred += text.slice(at, from) + text.slice(from, end).replace(/\S/gu, '*');
    at = end;
  }
  return starred + text.slice(at);
}

/** Where insults stand, in order. They may overlap. */
function insultsIn(text: string): Range[] {
  const read = readAsLatin(text).map((one) => ({ ...one, as: signOf(one.as) }));
  const found = [...candidates(text, read).flatMap(judged), ...phrasesIn(read, RUDE_PHRASE)];
  if (found.length === 0) return found;
  const harmless = phrasesIn(read, HARMLESS_PHRASE);
  return found
    .filter(({ start, end }) => !harmless.some((phrase) => phrase.start <= start && end <= phrase.end))
    .sort((a, b) => a.start - b.start);
}

function signOf(as: string): string {
  if (/^[\0-\x7F]$/.test(as) || as in LEET) return as;
  return /[\p{L}\p{N}]/u.test(as) ? OTHER : SEPARATOR;
}

/** Whatever could be meant as one word: parts between separators, and parts that belong together. */
function candidates(text: string, read: readonly Read[]): Read[][] {
  const chunks = split(read, ({ as }) => /\s/.test(as));
  const parts = chunks.flatMap((chunk) => split(chunk, (one) => !isOfAWord(one)));
  return [
    ...chunks.filter((chunk) => !chunk.every(isOfAWord)), // fu.ck
    ...parts,
    ...parts.flatMap((part) => split(part, (one) => !isLetterOrDigit(one))), // shit|Bob
    ...parts.flatMap((part) => byCapitals(text, part)),
    ...spelled(parts),
    ...pairs(text, parts),
  ];
}

/** Runs of what is not apart. */
function split(read: readonly Read[], apart: (one: Read) => boolean): Read[][] {
  const runs: Read[][] = [[]];
  for (const one of read) {
    if (apart(one)) runs.push([]);
    else runs.at(-1)?.push(one);
  }
  return runs.filter((run) => run.length > 0);
}

/** BigWord as `Big` and `Word`. */
function byCapitals(text: string, part: Read[]): Read[][] {
  const words: Read[][] = [[]];
  for (const [i, one] of part.entries()) {
    const before = part[i - 1];
    const starts =
      before !== undefined &&
      /\p{Lu}/u.test(text.slice(one.start, one.end)) &&
      !/\p{Lu}/u.test(text.slice(before.start, before.end));
    if (starts) words.push([]);
    words.at(-1)?.push(one);
  }
  return words.length > 1 ? words : [];
}

/** f u c k, f.u.c.k, (f)(u)(c)(k): three or more single letters in a row. */
function spelled(parts: readonly Read[][]): Read[][] {
  const runs: Read[][] = [[]];
  for (const part of parts) {
    if (part.filter(isLetterOrDigit).length <= 1) runs.at(-1)?.push(...part);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 2);
}

/** fuc k: two parts, one space between them, that make one of a few words. */
function pairs(text: string, parts: readonly Read[][]): Read[][] {
  return parts.flatMap((part, i) => {
    const next = parts[i + 1];
    if (!next || text.slice(part.at(-1)?.end, next[0]?.start) !== ' ') return [];
    const both = [...part, ...next];
    const word = textOf(both);
    return BROKEN.includes(word) && word !== 'asshole' && textOf(next) !== 'hit' ? [both] : [];
  });
}

/** What of a candidate is bad. */
function judged(word: Read[]): Range[] {
  for (const letters of formsOf(word)) {
    const form = textOf(letters);
    if (WHOLE.test(form) || isMasked(form)) return [rangeOf(letters)];
    const inside = [...form.matchAll(INSIDE)].map(({ 0: hit, index }) =>
      rangeOf(letters.slice(index, index + hit.length)),
    );
    if (inside.length > 0) return inside;
  }
  return [];
}

/** How a word may be meant: without what is around and between its letters, its signs as letters. */
function formsOf(word: Read[]): Read[][] {
  const trimmed = word.slice(Math.max(0, word.findIndex(isLetter)), word.findLastIndex(isLetter) + 1);
  const spellings = word.every(isLetter)
    ? [word]
    : [word, trimmed, word.filter(isOfAWord), word.filter(isLetterOrDigit)].filter(
        (letters) => !isCode(textOf(letters)),
      );
  const forms = spellings.flatMap((letters) => READINGS.map((reading) => readBy(reading, letters)));
  return distinct(forms).flatMap(squeezed);
}

/** A number, and short letters with one: A55, P420, Ana1, FA9. A 7 at the end of three is a t as well. */
function isCode(word: string): boolean {
  const letters = word.match(/[a-z]/g)?.length ?? 0;
  const digits = word.match(/\d/g)?.length ?? 0;
  return (
    /^(?:[a-z]{1,2}\d+|[a-z]{3}[0-689]\d*)$/.test(word) ||
    (digits > letters && (letters < 2 || word.length < 6))
  );
}

function readBy(reading: Record<string, string>, letters: readonly Read[]): Read[] {
  return letters.map((one) => ({ ...one, as: reading[one.as] ?? one.as }));
}

function distinct(forms: readonly Read[][]): Read[][] {
  return [...new Map(forms.map((form) => [textOf(form), form])).values()];
}

/** A letter that is written three times or more may be meant once, or twice. */
function squeezed(letters: Read[]): Read[][] {
  const runs = [...textOf(letters).matchAll(/(.)\1{2,}/g)];
  if (runs.length === 0) return letters.length > 2 ? [letters] : [];
  const atMost = (most: number) =>
    letters.filter((_, i) => !runs.some(({ 0: run, index }) => i >= index + most && i < index + run.length));
  return [letters, atMost(1), atMost(2)];
}

/**
 * f*ck, sh_t, shlt: a known word with signs for some letters. What is no star stands for vowels alone, an l for an i.
 */
function isMasked(word: string): boolean {
  if (!/^[a-z].*[^a-km-z].*[a-z]/.test(word)) return false;
  const fits = (sign: string, letter: string) =>
    sign === letter ||
    MASK.test(sign) ||
    (!LETTER_OR_DIGIT.test(sign) && /[aeiou]/.test(letter)) ||
    (sign === 'l' && letter === 'i');
  return MASKED.some(
    (bad) => bad.length === word.length && [...word].every((sign, i) => fits(sign, bad[i] ?? '')),
  );
}

function phrasesIn(read: readonly Read[], phrase: RegExp): Range[] {
  const plain = read.map(({ as }) => (/[a-z-]/.test(as) ? as : ' ')).join('');
  return [...plain.matchAll(phrase)].map(({ 0: found, index }) =>
    rangeOf(read.slice(index, index + found.length)),
  );
}

function isOfAWord({ as }: Read): boolean {
  return OF_A_WORD.test(as);
}

function isLetter({ as }: Read): boolean {
  return LETTER.test(as);
}

function isLetterOrDigit({ as }: Read): boolean {
  return LETTER_OR_DIGIT.test(as);
}

function textOf(letters: readonly Read[]): string {
  return letters.map(({ as }) => as).join('');
}

function rangeOf(letters: readonly Read[]): Range {
  return { start: letters[0]?.start ?? 0, end: letters.at(-1)?.end ?? 0 };
}
