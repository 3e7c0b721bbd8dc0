import type { TablePlayer, TableState } from '../game.ts';

/** A player's open puzzle, as the player sees it. All fields are empty when there is none. */
export interface RelayPuzzle {
  id: string;
  type: string;
  /** 1 (easy) to 10. */
  level: number;
  /** For people. It tells everything but a memory grid. */
  question: string;
  /** JSON for controls that fit the type, or ''. */
  data: string;
  /** Game ms. */
  opened_at: number;
}

export interface RelayPlayer extends TablePlayer {
  points: number;
  /** In the ring: neither eliminated nor gone. */
  active: boolean;
  solved: number;
  /** Points passed on to others. */
  passed: number;
  /** Wrong answers. */
  wrong: number;
  /** Level of the next puzzle, 1 to 10. */
  level: number;
  /** Game ms until which no answer is taken. */
  locked_until: number;
  /** Solved nothing for long: decay is three times as high. None in matches by rules 1. */
  cold?: boolean;
  /** Game ms at which the player goes cold, unless a puzzle is solved before. None in matches by rules 1. */
  cold_at?: number;
  /** Only its owner sees it. Made once with the player, then changed in place. */
  readonly puzzle: RelayPuzzle;
}

export interface RelayState extends TableState<RelayPlayer> {
  /** Game ms, as of the last whole second. */
  elapsed: number;
  /** Game ms at which the match ends. */
  ends_at: number;
  /** Points that everybody in the ring loses per second now. */
  decay: number;
  /** Points passed on by all together. */
  team_score: number;
}
