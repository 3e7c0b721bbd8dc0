import type { Table } from '../game.ts';
import type { Puzzle, PuzzleName } from './puzzles/puzzle.ts';
import type { RelayState } from './state.ts';

/** A puzzle that waits for its answer. */
export interface OpenPuzzle extends Puzzle {
  id: string;
  type: PuzzleName;
  level: number;
  /** Game ms from which answers are taken. */
  asksAt: number;
  /** Wrong answers to it so far. */
  wrong: number;
}

/** How a player came to be out of the ring. */
export interface Exit {
  how: 'eliminated' | 'left';
  /** Game ms. */
  at: number;
}

/** What no client sees. Records are by player's uuid. */
export interface RelaySecret {
  open: Record<string, OpenPuzzle>;
  /** How many puzzles a player was given. */
  given: Record<string, number>;
  /** A player's last puzzle: its number and type. None in what was stored before it was kept. */
  last?: Record<string, { number: number; type: string }>;
  exits: Record<string, Exit>;
  /** The match is over, and everybody was told. */
  over: boolean;
}

export type RelayTable = Table<RelayState, RelaySecret>;

export function emptySecret(): RelaySecret {
  return { open: {}, given: {}, exits: {}, over: false };
}
