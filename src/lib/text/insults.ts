import { BROKEN, HARMLESS_PHRASE, INSIDE, RUDE_PHRASE, WHOLE } from './insultWords.ts';
import { type Read, readAsLatin } from './latin.ts';

/** Where something stands in a text: UTF-16, `end` exclusive. */
interface Range {
  start: number;
  end: number;
}

/** Digits and signs that are written for letters. What is read as an i may be an l. */
const LEET: Record<string, string> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '9': 'g' },
  ...{ '@': 'a', $: 's', '!': 'i', '|': 'i', '+': 't', '(': 'c' },
};
/** Signs that may stand for any letter. */
const MASK = /[*#%]/;
/** Stands for what is no Latin letter, digit or sign: nothing bad goes on over it. */
const OTHER = '\uFFFF';
const SEPARATOR = /[^a-z0-9@$!|+(*#%\uFFFF]/;

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
  const read = readAsLatin(text).map((one) => (/^[\0-\x7F]$/.test(one.as) ? one : { ...one, as: OTHER }));
  const found = [...candidates(text, read).flatMap(judged), ...phrasesIn(read, RUDE_PHRASE)];
  if (found.length === 0) return found;
  const harmless = phrasesIn(read, HARMLESS_PHRASE);
  return found
    .filter(({ start, end }) => !harmless.some((phrase) => phrase.start <= start && end <= phrase.end))
    .sort((a, b) => a.start - b.start);
}

/** Whatever could be meant as one word: parts between separators, and parts that belong together. */
function candidates(text: string, read: readonly Read[]): Read[][] {
  const parts: Read[][] = [];
  const found: Read[][] = [];
  let chunk: Read[][] = [];
  let part: Read[] = [];
  const endPart = () => {
    if (part.length > 0) chunk.push(part);
    part = [];
  };
  const endChunk = () => {
    endPart();
    parts.push(...chunk);
    // fu.ck
    if (chunk.length > 1) found.push(chunk.flat());
    chunk = [];
  };
  for (const one of read) {
    if (/\s/.test(one.as)) endChunk();
    else if (SEPARATOR.test(one.as)) endPart();
    else part.push(one);
  }
  endChunk();
  return [
    ...found,
    ...parts,
    ...parts.flatMap((p) => byCapitals(text, p)),
    ...spelled(parts),
    ...pairs(text, parts),
  ];
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

/** f u c k, f.u.c.k: three or more single letters in a row. */
function spelled(parts: readonly Read[][]): Read[][] {
  const runs: Read[][] = [[]];
  for (const part of parts) {
    if (part.length === 1) runs.at(-1)?.push(...part);
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
  const trimmed = word.slice(Math.max(0, word.findIndex(isLetter)), word.findLastIndex(isLetter) + 1);
  for (const letters of trimmed.length === word.length ? [word] : [word, trimmed]) {
    for (const form of formsOf(textOf(letters))) {
      if (isWholeInsult(form)) return [rangeOf(letters)];
      const inside = [...form.matchAll(INSIDE)].map(({ 0: hit, index }) =>
        rangeOf(letters.slice(index, index + hit.length)),
      );
      if (inside.length > 0) return inside;
    }
  }
  return [];
}

/** What the signs of a word may stand for. Mostly digits are no word: A55, P420. */
function formsOf(word: string): string[] {
  if (word.length < 3) return [];
  if (/^[a-hj-z]+$/.test(word)) return [word];
  const digits = word.replace(/\D/g, '').length;
  if (digits > word.length - digits) return [];
  const decoded = word.replace(/[^a-z]/g, (sign) => LEET[sign] ?? sign);
  const withL = word.replace(/[1!|i]/g, 'l').replace(/[^a-z]/g, (sign) => LEET[sign] ?? sign);
  return [...new Set([word, decoded, withL])];
}

function isWholeInsult(form: string): boolean {
  if (WHOLE.test(form)) return true;
  const [once, twice] = [form.replace(/(.)\1{2,}/g, '$1'), form.replace(/(.)\1{2,}/g, '$1$1')];
  if (once !== form && (WHOLE.test(once) || WHOLE.test(twice))) return true;
  if (!MASK.test(form) || !/^[a-z][a-z*#%]*[a-z].*$/.test(form)) return false;
  return BROKEN.some(
    (bad) => bad.length === form.length && [...form].every((sign, i) => MASK.test(sign) || sign === bad[i]),
  );
}

function phrasesIn(read: readonly Read[], phrase: RegExp): Range[] {
  const plain = read.map(({ as }) => (/[a-z-]/.test(as) ? as : ' ')).join('');
  return [...plain.matchAll(phrase)].map(({ 0: found, index }) =>
    rangeOf(read.slice(index, index + found.length)),
  );
}

function isLetter({ as }: Read): boolean {
  return /[a-z]/.test(as);
}

function textOf(letters: readonly Read[]): string {
  return letters.map(({ as }) => as).join('');
}

function rangeOf(letters: readonly Read[]): Range {
  return { start: letters[0]?.start ?? 0, end: letters.at(-1)?.end ?? 0 };
}
