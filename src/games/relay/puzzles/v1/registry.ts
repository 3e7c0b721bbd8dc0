import type { PuzzleName, PuzzleType } from '../puzzle.ts';
import { anagram } from './anagram.ts';
import { arithmetic } from './arithmetic.ts';
import { cipher } from './cipher.ts';
import { memory } from './memory.ts';
import { oddOneOut } from './oddOneOut.ts';
import { sequence } from './sequence.ts';
import { sudoku } from './sudoku.ts';

/** The puzzles of matches by rules 1, which are still played again: nothing in this folder is ever changed. */
export const PUZZLES_1: Readonly<Record<PuzzleName, PuzzleType>> = {
  arithmetic,
  sequence,
  anagram,
  cipher,
  odd_one_out: oddOneOut,
  sudoku,
  memory,
};
