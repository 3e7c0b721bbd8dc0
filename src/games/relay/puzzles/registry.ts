import { anagram } from './anagram.ts';
import { arithmetic } from './arithmetic.ts';
import { cipher } from './cipher.ts';
import { memory } from './memory.ts';
import { oddOneOut } from './oddOneOut.ts';
import type { PuzzleName, PuzzleType } from './puzzle.ts';
import { sequence } from './sequence.ts';
import { sudoku } from './sudoku.ts';

/** Every type of puzzle by its name. A new type is a new file and a line here. */
export const PUZZLES: Readonly<Record<PuzzleName, PuzzleType>> = {
  arithmetic,
  sequence,
  anagram,
  cipher,
  odd_one_out: oddOneOut,
  sudoku,
  memory,
};
