import type { Random } from '../../../lib/random.ts';
import type { PuzzleType } from './puzzle.ts';
import { readDigits } from './reading.ts';

/** Cells of a 4×4 grid, row by row: 1 to 4, or 0 for an empty one. */
type Grid = readonly number[];

const SIZE = 4;
const CELLS = SIZE * SIZE;
/**
 * Cells to fill, by level; 10.5 is 10 or 11. With more than 12 there is never one solution, so the last steps are
 * small.
 */
const EMPTY = [4, 5, 6, 7, 8, 9, 10, 10.5, 11, 12];

/** A 4×4 sudoku whose clues leave one solution. The answer is its 16 digits, row by row. */
export const sudoku: PuzzleType = {
  name: 'sudoku',
  make(random, level) {
    const [full = []] = solutions(Array(CELLS).fill(0), 1, random);
    const empty = Math.floor((EMPTY[level - 1] ?? 0) + random.float());
    const clues = withoutCells(full, empty, random);
    const rows = [0, 1, 2, 3].map((row) => clues.slice(row * SIZE, (row + 1) * SIZE));
    const text = rows.map((row) => row.map((cell) => cell || '·').join('')).join(' / ');
    return {
      question: `Every row, column and quarter holds 1, 2, 3 and 4: ${text}. Answer all 16 digits, row by row.`,
      data: JSON.stringify({ cells: clues }),
      answer: full.join(''),
      effort: effortOf(clues),
    };
  },
  accepts: ({ answer }, given) => readDigits(given) === answer,
  slip({ answer }, random) {
    const row = random.int(0, SIZE - 1) * SIZE;
    const [a = 0, b = 1] = random.shuffle([0, 1, 2, 3]);
    const digits = [...answer];
    [digits[row + a], digits[row + b]] = [answer.charAt(row + b), answer.charAt(row + a)];
    return digits.join('');
  },
};

/** What it takes: to fill every empty cell, longer where more digits could stand at first. */
function effortOf(clues: Grid): number {
  let ms = 4500;
  for (const [cell, digit] of clues.entries()) {
    if (digit === 0) ms += 1200 + 260 * DIGITS.filter((one) => fits(clues, cell, one)).length;
  }
  return ms;
}

/** Empties up to `count` cells, as long as one solution remains. */
function withoutCells(full: Grid, count: number, random: Random): Grid {
  let clues = full;
  let emptied = 0;
  for (const cell of random.shuffle([...full.keys()])) {
    if (emptied === count) break;
    const fewer = clues.with(cell, 0);
    if (solutions(fewer, 2).length > 1) continue;
    clues = fewer;
    emptied += 1;
  }
  return clues;
}

/** Up to `limit` solutions of a grid, by trying digits cell by cell; in random order if asked. */
function solutions(grid: Grid, limit: number, random?: Random): Grid[] {
  const cell = grid.indexOf(0);
  if (cell === -1) return [grid];
  const found: Grid[] = [];
  for (const digit of random ? random.shuffle(DIGITS) : DIGITS) {
    if (found.length < limit && fits(grid, cell, digit)) {
      found.push(...solutions(grid.with(cell, digit), limit - found.length, random));
    }
  }
  return found;
}

const DIGITS = [1, 2, 3, 4];

function fits(grid: Grid, cell: number, digit: number): boolean {
  return grid.every((other, at) => other !== digit || !sees(cell, at));
}

/** Whether two cells share a row, a column or a quarter. */
function sees(a: number, b: number): boolean {
  const [rowA, rowB] = [Math.floor(a / SIZE), Math.floor(b / SIZE)];
  const [columnA, columnB] = [a % SIZE, b % SIZE];
  return rowA === rowB || columnA === columnB || (rowA >> 1 === rowB >> 1 && columnA >> 1 === columnB >> 1);
}
