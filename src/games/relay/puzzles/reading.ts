import { withAsciiDigits } from '../../../lib/text/digits.ts';

/*
 * Answers as people write them. A match that is played again must come out the same in every browser: what is read
 * stands in tables here, and not in classes like `\p{P}` that grow with the engine's Unicode.
 */

/** Marks that show nothing: soft hyphens, joiners, directions of text, variants of emoji, the keys around digits. */
const UNSEEN =
  /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]|\u034F|\u20E3|\uFE0E|\uFE0F/g;
/** Hyphens, dashes and minus signs that keyboards and autocorrection put for `-`. */
const MINUS = /[\u02D7\u058A\u05BE\u2010-\u2015\u2043\u207B\u2212\u2796\u30FC\uFE58\uFE63\uFF0D]/g;
const PLUS = /[\u207A\u2795\uFB29\uFE62\uFF0B]/g;
const POINT = /[\u00B7\u06D4\u2024\u3002\u30FB\uFE52\uFF0E\uFF61]/g;
const COMMA = /[\u060C\u2E41\u3001\uFE10\uFE50\uFE51\uFF0C\uFF64]/g;
const APOSTROPHE = /[`\u00B4\u02B9\u02BC\u02C8\u2018-\u201B\u2032\uFF07]/g;
/** Arabic signs that say which of the two they are. */
const [THOUSANDS, DECIMAL] = ['\u066C', '\u066B'];
/** A low line, which programs put between groups. */
const LOW_LINE = /\uFF3F/g;

const SEPARATOR = `[.,'_${THOUSANDS}]`;
/** One kind of sign between groups of three, or as in India: twos, and three at the end. */
const GROUPED = new RegExp(
  `^(?:\\d{1,3}(?:(${SEPARATOR})\\d{3})(?:\\1\\d{3})*|\\d{1,2}(${SEPARATOR})\\d{2}(?:\\2\\d{2})*\\2\\d{3})$`,
);
/** A whole number with zeros behind its decimal sign, or none: `42.`, `42,00`. */
const WITH_DECIMALS = new RegExp(`^(.*\\d)([.,${DECIMAL}])0*$`);

/**
 * Whether a text is this whole number (digits, `-` before) as people write it: `+7`, ` 007`, `−3`, `٣`, `3.`, `1,000`,
 * `1.000`, `1 000`, `1’000`, `3,0`. One sign before three zeros may be of either kind, so `1,000` is 1000, and 1 as
 * well.
 */
export function isNumber(text: string, number: string): boolean {
  const plain = withAsciiDigits(text.replace(UNSEEN, ''))
    .replace(/\s/g, '')
    .replace(MINUS, '-')
    .replace(PLUS, '+')
    .replace(POINT, '.')
    .replace(COMMA, ',')
    .replace(APOSTROPHE, "'")
    .replace(LOW_LINE, '_');
  const [, sign = '', written = ''] = /^([+-]?)(.*)$/.exec(plain) ?? [];
  return wholes(written).some((digits) => {
    const value = digits.replace(/^0+(?=\d)/, '');
    return number === (sign === '-' && value !== '0' ? `-${value}` : value);
  });
}

/** Every whole number, in digits, that is written so. */
function wholes(written: string): string[] {
  const [, before, sign] = WITH_DECIMALS.exec(written) ?? [];
  const readings = [ungrouped(written)];
  // One sign cannot part groups and decimals too.
  if (before !== undefined && sign !== undefined && !before.includes(sign)) readings.push(ungrouped(before));
  return readings.filter((digits) => digits !== undefined);
}

function ungrouped(written: string): string | undefined {
  if (/^\d+$/.test(written)) return written;
  return GROUPED.test(written) ? written.replace(/\D/g, '') : undefined;
}

/** Signs around and between letters and digits: ASCII, Latin, general and Arabic punctuation, symbols, CJK. */
const SIGN =
  '!-\\/:-@\\[-`{-~\\u00A1-\\u00A9\\u00AB-\\u00B1\\u00B4-\\u00B8\\u00BB\\u00BF\\u00D7\\u00F7\\u060C\\u061B\\u061F\\u066A-\\u066D\\u06D4\\u0964\\u0965\\u2010-\\u205E\\u20A0-\\u20C0\\u2190-\\u23FF\\u2500-\\u2BFF\\u3001-\\u3003\\u3008-\\u3020\\u3030\\u30FB\\uFF01-\\uFF0F\\uFF1A-\\uFF20\\uFF3B-\\uFF40\\uFF5B-\\uFF65';
const SIGNS_AROUND = new RegExp(`^[${SIGN}]+|[${SIGN}]+$`, 'g');
const SIGNS = new RegExp(`[${SIGN}\\s]`, 'g');

/** A word in one spelling: lower case, no accents, no white space, nothing around it (` “Café.” ` is `cafe`). */
export function readWord(text: string): string {
  return plainLetters(text).toLowerCase().replace(/\s/g, '').replace(SIGNS_AROUND, '');
}

/** The digits of a text, whatever separates them. Undefined when there is anything else, such as letters. */
export function readDigits(text: string): string | undefined {
  const digits = withAsciiDigits(text).replace(UNSEEN, '').replace(SIGNS, '');
  return /^\d+$/.test(digits) ? digits : undefined;
}

/** A cell of a grid, column and row in either order (`b 3`, `3B`), as `B3`. Undefined for anything else. */
export function readCell(text: string): string | undefined {
  const cell = withAsciiDigits(plainLetters(text)).replace(SIGNS, '').toUpperCase();
  const [, column, row] = /^([A-Z])0*(\d+)$/.exec(cell) ?? [];
  if (column && row) return column + row;
  const [, first, second] = /^0*(\d+)([A-Z])$/.exec(cell) ?? [];
  return first && second && second + first;
}

/** Blocks of characters that have been what they are since long: others may be unknown to an engine. */
const LONG_KNOWN = /[\0-\uA7EF\uA7F8-\uFFFF\u{1D400}-\u{1D7FF}]+/gu;

/** Without accents and what shows nothing, wide and mathematical letters as usual ones. */
function plainLetters(text: string): string {
  return text
    .replace(LONG_KNOWN, (known) => known.normalize('NFKD'))
    .replace(/[\u0300-\u036F]/g, '')
    .replace(UNSEEN, '');
}
