import type { Random } from '../../../lib/random.ts';

export type PuzzleName =
  | 'arithmetic'
  | 'sequence'
  | 'anagram'
  | 'cipher'
  | 'odd_one_out'
  | 'sudoku'
  | 'memory';

/** The hardest level. The easiest is 1. */
export const MAX_LEVEL = 10;

/** What its player is shown of a puzzle. `data` is JSON for controls that fit, or ''. */
export interface Shown {
  question: string;
  data: string;
}

/** A puzzle as it is made. Nobody is shown the answer. */
export interface Puzzle extends Shown {
  answer: string;
  /** Game ms that a middling player needs for it. None in matches by rules 1. */
  effort?: number;
  /** What is shown instead after `afterMs` of game time. No answer is taken before. */
  later?: Shown & { afterMs: number };
}

/** One type of puzzle. Every puzzle it makes has exactly one right answer. */
export interface PuzzleType {
  name: PuzzleName;
  /** The answer is one of the options that are shown. */
  hasOptions?: boolean;
  /** @param level 1 to `MAX_LEVEL` */
  make(random: Random, level: number): Puzzle;
  /** Whether a person would call this right. */
  accepts(puzzle: Puzzle, given: string): boolean;
  /** A wrong answer that a person could give. */
  slip(puzzle: Puzzle, random: Random): string;
}
