/** Hyphens, dashes and minus signs that keyboards and autocorrection put for `-`. */
const MINUS = /[\u2010-\u2015\u2212\uFE63\uFF0D]/g;
const PLUS = /[\uFE62\uFF0B]/g;
const WHOLE_NUMBER = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.0*)?$/;

/**
 * A whole number as people write it (`+7`, ` 007`, `1,000`, `−3`, `٣`) in one spelling: no leading zeros, `-`
 * for a minus. Undefined for anything else.
 */
export function readNumber(text: string): string | undefined {
  const ascii = withAsciiDigits(text).replace(/\s/g, '').replace(MINUS, '-').replace(PLUS, '+');
  const [, sign, digits] = WHOLE_NUMBER.exec(ascii) ?? [];
  if (digits === undefined) return undefined;
  const value = digits.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  return sign === '-' && value !== '0' ? `-${value}` : value;
}

/** A word in one spelling: lower case, no accents, no white space, nothing around it (` “Café.” ` is `cafe`). */
export function readWord(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/^\p{P}+|\p{P}+$/gu, '');
}

/** The digits of a text, whatever separates them. Undefined when there is anything else, such as letters. */
export function readDigits(text: string): string | undefined {
  const digits = withAsciiDigits(text).replace(/[\s\p{P}\p{S}]/gu, '');
  return /^\d+$/.test(digits) ? digits : undefined;
}

/** A cell of a grid, column and row in either order (`b 3`, `3B`), as `B3`. Undefined for anything else. */
export function readCell(text: string): string | undefined {
  const cell = withAsciiDigits(text.normalize('NFKD'))
    .replace(/[\s\p{P}\p{M}]/gu, '')
    .toUpperCase();
  const [, column, row] = /^([A-Z])0*(\d+)$/.exec(cell) ?? [];
  if (column && row) return column + row;
  const [, first, second] = /^0*(\d+)([A-Z])$/.exec(cell) ?? [];
  return first && second && second + first;
}

/** Digits of every script as 0 to 9. */
function withAsciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Unicode keeps the ten digits of a script next to each other, from zero up. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
}
