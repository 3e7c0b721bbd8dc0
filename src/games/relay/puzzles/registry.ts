import type { Random } from '../../../lib/random.ts';
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

/** A puzzle of a type. One that shows its own answer by chance, like 12 − 6 or the word `word`, is drawn again. */
export function makePuzzle(name: PuzzleName, random: Random, level: number): Puzzle {
  const type = PUZZLES[name];
  let puzzle = type.make(random, level);
  for (let i = 0; i < REDRAWS && !type.hasOptions && showsAnswer(puzzle); i++) {
    puzzle = type.make(random, level);
  }
  return puzzle;
}

function showsAnswer({ question, data, later, answer }: Puzzle): boolean {
  const shown = [question, data, later?.question, later?.data].join(' ');
  return shown.toLowerCase().includes(answer.toLowerCase());
}
