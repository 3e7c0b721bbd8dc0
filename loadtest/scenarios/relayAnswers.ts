import type { Random } from '../swarm/Random.ts';

/** What a player sees of its puzzle. */
export interface Puzzle {
  id: string;
  type: string;
  question: string;
  data: string;
}

/** What a player remembers: a grid that is gone when it is asked for. */
export interface Notes {
  grid?: { id: string; cells: string[]; size: number };
}

const LETTERS = 26;
const FIRST_LETTER = 65;
const COLUMNS = 'ABCDE';

/**
 * What a player can work out, or guess, from what it is shown; null when it is to skip. Anagrams are skipped: they
 * take a dictionary.
 */
export function answerTo({ id, type, question, data }: Puzzle, notes: Notes, random: Random): string | null {
  const shown = data === '' ? {} : JSON.parse(data);
  if (type === 'arithmetic') return sum(question);
  if (type === 'sequence') return following(numbersIn(question));
  if (type === 'odd_one_out') return random.pick(shown.options as string[]);
  if (type === 'cipher') return deciphered(shown);
  if (type === 'sudoku') return solved(shown.cells)?.join('') ?? null;
  // The grid is still there: it will be asked for later.
  if (type !== 'memory' || shown.cells) return null;
  return notes.grid?.id === id ? remembered(question, notes.grid) : null;
}

/** Remembers what will be gone when it is asked for. */
export function look({ id, type, data }: Puzzle, notes: Notes): void {
  if (type !== 'memory' || notes.grid?.id === id) return;
  const { cells, size } = JSON.parse(data);
  if (cells) notes.grid = { id, cells, size };
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

/** The term after steps that stay, grow or come by turns, after "so many times as much and so many", or after sums. */
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

function remembered(question: string, { cells, size }: NonNullable<Notes['grid']>): string | null {
  const cell = cells.findIndex((symbol) => symbol !== '' && question.includes(symbol));
  return cell === -1 ? null : `${COLUMNS.charAt(cell % size)}${Math.floor(cell / size) + 1}`;
}
