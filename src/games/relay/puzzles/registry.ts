import type { Random } from '../../../lib/random.ts';
import { usualMs } from '../tempo.ts';
import { anagram } from './anagram.ts';
import { arithmetic } from './arithmetic.ts';
import { cipher } from './cipher.ts';
import { memory } from './memory.ts';
import { oddOneOut } from './oddOneOut.ts';
import type { Puzzle, PuzzleName, PuzzleType } from './puzzle.ts';
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

const REDRAWS = 50;
/** A puzzle is as hard as its level says, give or take this share: 3, 9, 27, … 2187 is not among the easy ones. */
const HARDNESS_BAND = 0.1;

/**
 * A puzzle of a type, as hard as the level asks. One that shows its own answer by chance, like 12 − 6 or the word
 * `word`, is drawn again.
 */
export function makePuzzle(type: PuzzleType, random: Random, level: number): Puzzle {
  let puzzle = type.make(random, level);
  for (let i = 0; i < REDRAWS && !isFit(type, puzzle, level); i++) puzzle = type.make(random, level);
  return puzzle;
}

function isFit(type: PuzzleType, puzzle: Puzzle, level: number): boolean {
  if (!type.hasOptions && showsAnswer(puzzle)) return false;
  if (puzzle.effort === undefined) return true;
  const usual = usualMs(type.name, level);
  return Math.abs(puzzle.effort - usual) <= HARDNESS_BAND * usual;
}

function showsAnswer({ question, data, later, answer }: Puzzle): boolean {
  const shown = [question, data, later?.question, later?.data].join(' ');
  return shown.toLowerCase().includes(answer.toLowerCase());
}
