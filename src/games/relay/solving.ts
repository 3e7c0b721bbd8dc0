import { CLOSE, FAMILIES } from './puzzles/categories.ts';
import type { Shown } from './puzzles/puzzle.ts';
import { wordsOfLength } from './words.ts';

/** A grid that is gone when it is asked for. */
export interface Grid {
  cells: string[];
  size: number;
}

const LETTERS = 26;
const FIRST_LETTER = 65;
const COLUMNS = 'ABCDE';

/**
 * The answer to a puzzle, from what its player is shown and nothing else: what a program can do, and bots do. Null when
 * it cannot be worked out, or is not asked yet.
 * @param type a `PuzzleName`, or one of another version
 * @param grid what lay where, see `gridIn`
 */
export function solve(type: string, { question, data }: Shown, grid?: Grid): string | null {
  const shown = data === '' ? {} : JSON.parse(data);
  if (type === 'arithmetic') return sum(question);
  if (type === 'sequence') return following(numbersIn(question));
  if (type === 'anagram') return spelled(shown.letters);
  if (type === 'odd_one_out') return oddOne(shown.options);
  if (type === 'cipher') return deciphered(shown);
  if (type === 'sudoku') return solved(shown.cells)?.join('') ?? null;
  if (type !== 'memory' || shown.cells || !grid) return null;
  return remembered(question, grid);
}

/** The grid that a puzzle shows for now; undefined when it shows none. */
export function gridIn(type: string, { data }: Shown): Grid | undefined {
  if (type !== 'memory' || data === '') return undefined;
  const { cells, size } = JSON.parse(data);
  return cells ? { cells, size } : undefined;
}

/** No other word has these letters, see `words.ts`. */
function spelled(letters: string): string | null {
  const sorted = (word: string) => [...word.toLowerCase()].sort().join('');
  const wanted = sorted(letters);
  return wordsOfLength(letters.length).find((word) => sorted(word) === wanted) ?? null;
}

/** The narrow ones first: what is alike by these is so by wider ones, too, and what is odd may not be. */
const CATEGORIES = [...CLOSE.map(({ alike }) => alike), ...FAMILIES.flat()];

/** The one that is not in the category of all others. */
function oddOne(options: readonly string[]): string | null {
  for (const category of CATEGORIES) {
    const others = options.filter((option) => !category.includes(option));
    if (others.length === 1) return others[0] ?? null;
  }
  return null;
}

/** A sum of whole numbers, with brackets wherever precedence could be doubted. */
function sum(question: string): string | null {
  const [, a, b] = /\((.+?)\).*\((.+?)\)/.exec(question) ?? [];
  if (a && b) return String(Number(sum(`${a} = ?`)) - Number(sum(`${b} = ?`)));
  const inner = /\((.+?)\)/.exec(question);
  if (inner?.[1]) return sum(question.replace(inner[0], String(sum(`${inner[1]} = ?`))));
  const [, left, operator, right] = /^(\d+) ([+−×÷]) (\d+) = \?$/.exec(question) ?? [];
  if (!operator) return null;
  const [x, y] = [Number(left), Number(right)];
  return String({ '+': x + y, '−': x - y, '×': x * y, '÷': x / y }[operator]);
}

function numbersIn(question: string): number[] {
  return [...question.matchAll(/\d+/g)].map(Number);
}

/** The next term: see the rules of `sequence.ts`. Null when none of them made it. */
function following(terms: readonly number[]): string | null {
  const last = terms.at(-1) ?? 0;
  const steps = terms.slice(1).map((term, i) => term - (terms[i] ?? 0));
  const growth = steps.slice(1).map((step, i) => step - (steps[i] ?? 0));
  if (same(growth)) return String(last + (steps.at(-1) ?? 0) + (growth[0] ?? 0));
  const factor = (steps[1] ?? 0) / (steps[0] || Number.NaN);
  const plus = (terms[1] ?? 0) - factor * (terms[0] ?? 0);
  if (terms.slice(1).every((term, i) => term === factor * (terms[i] ?? 0) + plus))
    return String(factor * last + plus);
  if (terms.slice(2).every((term, i) => term === (terms[i] ?? 0) + (terms[i + 1] ?? 0)))
    return String(last + (terms.at(-2) ?? 0));
  const times = (terms[2] ?? 0) / (terms[1] ?? Number.NaN);
  const added = (terms[1] ?? 0) - (terms[0] ?? 0);
  const byTurns = (term: number, i: number) => (i % 2 === 0 ? term + added : term * times);
  if (terms.slice(1).every((term, i) => term === byTurns(terms[i] ?? 0, i)))
    return String(byTurns(last, terms.length - 1));
  const [even, odd] = [0, 1].map((rest) => terms.filter((_, i) => i % 2 === rest));
  const turn = (terms.length % 2 === 0 ? even : odd) ?? [];
  const leap = (turn[1] ?? 0) - (turn[0] ?? 0);
  if (turn.slice(1).every((term, i) => term - (turn[i] ?? 0) === leap))
    return String((turn.at(-1) ?? 0) + leap);
  return null;
}

function same(numbers: readonly number[]): boolean {
  return numbers.every((number) => number === numbers[0]);
}

function deciphered({ text, shift, first }: { text: string; shift?: number; first?: string }): string {
  const places = shift ?? text.charCodeAt(0) - (first ?? text).charCodeAt(0);
  const moved = [...text].map((letter) => {
    const place = letter.charCodeAt(0) - FIRST_LETTER - places;
    return String.fromCharCode(FIRST_LETTER + (((place % LETTERS) + LETTERS) % LETTERS));
  });
  return moved.join('').toLowerCase();
}

/** A 4×4 sudoku, by trying. */
function solved(cells: readonly number[]): number[] | null {
  const cell = cells.indexOf(0);
  if (cell === -1) return [...cells];
  for (const digit of [1, 2, 3, 4]) {
    const taken = cells.some((other, at) => other === digit && sees(cell, at));
    const rest = taken ? null : solved(cells.with(cell, digit));
    if (rest) return rest;
  }
  return null;
}

function sees(a: number, b: number): boolean {
  const [rowA, rowB, columnA, columnB] = [a >> 2, b >> 2, a & 3, b & 3];
  const quarters = rowA >> 1 === rowB >> 1 && columnA >> 1 === columnB >> 1;
  return rowA === rowB || columnA === columnB || quarters;
}

function remembered(question: string, { cells, size }: Grid): string | null {
  const cell = cells.findIndex((symbol) => symbol !== '' && question.includes(symbol));
  return cell === -1 ? null : `${COLUMNS.charAt(cell % size)}${Math.floor(cell / size) + 1}`;
}
