import type { PuzzleView } from './relayView.ts';

/** Data of a puzzle that more than a text field fits. */
export type Fitted =
  | { kind: 'choices'; options: string[] }
  /** 16 cells row by row, 0 for an empty one. */
  | { kind: 'sudoku'; cells: number[] }
  /** A grid to look at, row by row, '' for an empty cell. */
  | { kind: 'look'; size: number; cells: string[] }
  /** A grid in which a cell is asked for. */
  | { kind: 'point'; size: number }
  /** A word to work on; with `alphabet`, letter by letter. */
  | { kind: 'letters'; letters: string; alphabet: boolean }
  | { kind: 'text' };

const NAMES: Record<string, string> = {
  arithmetic: 'Sum',
  sequence: 'Sequence',
  anagram: 'Anagram',
  cipher: 'Cipher',
  odd_one_out: 'Odd one out',
  sudoku: 'Little sudoku',
  memory: 'Memory',
};

/** A type of puzzle as people call it. */
export function puzzleName(type: string): string {
  return NAMES[type] ?? type;
}

const SUDOKU_CELLS = 16;
const MAX_SIZE = 8;

/** Which control fits a puzzle. What is not as expected gets the text field, which fits all. */
export function fittedControl({ type, data }: PuzzleView): Fitted {
  if (typeof data !== 'object' || data === null) return { kind: 'text' };
  const { options, cells, size, letters, text } = data as Record<string, unknown>;
  if (type === 'odd_one_out' && isList(options, 'string')) return { kind: 'choices', options };
  if (type === 'sudoku' && isList(cells, 'number') && cells.length === SUDOKU_CELLS) {
    return { kind: 'sudoku', cells };
  }
  if (type === 'memory' && typeof size === 'number' && size > 1 && size <= MAX_SIZE) {
    if (isList(cells, 'string') && cells.length === size * size) return { kind: 'look', size, cells };
    return { kind: 'point', size };
  }
  if (type === 'anagram' && typeof letters === 'string') return { kind: 'letters', letters, alphabet: false };
  if (type === 'cipher' && typeof text === 'string')
    return { kind: 'letters', letters: text, alphabet: true };
  return { kind: 'text' };
}

/** What to say over a fitted control: the question without what the control shows. */
export function promptOf({ question }: PuzzleView, fitted: Fitted): string {
  switch (fitted.kind) {
    case 'look':
      // One line, as what follows it: the grid stays where it is.
      return question.replace(
        /^Remember what lies where\. The grid is gone in (.+) seconds\.$/,
        'What lies where? Gone in $1 s.',
      );
    case 'sudoku':
      return 'Every row, column and quarter holds 1, 2, 3 and 4.';
    case 'point':
    case 'choices':
      return question.replace(/\?.*$/s, '?');
    case 'letters':
      return question.replace(`: ${fitted.letters}.`, '.').replace(` ${fitted.letters}`, '');
    default:
      return question;
  }
}

/** The name of a cell, columns from A, rows from 1. */
export function cellName(cell: number, size: number): string {
  return `${String.fromCharCode(65 + (cell % size))}${Math.floor(cell / size) + 1}`;
}

function isList<T extends 'string' | 'number'>(
  value: unknown,
  of: T,
): value is (T extends 'string' ? string : number)[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === of);
}

/** Which letter tiles a text uses up: each letter the first of its tiles that is still there. */
export function usedTiles(tiles: string, text: string): boolean[] {
  const used = Array<boolean>(tiles.length).fill(false);
  for (const letter of text.toUpperCase()) {
    const at = [...tiles].findIndex((tile, i) => tile.toUpperCase() === letter && !used[i]);
    if (at !== -1) used[at] = true;
  }
  return used;
}
