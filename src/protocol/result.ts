import type { Standing } from '../games/game.ts';
import type { MatchId, PlayerId } from '../lib/ids.ts';

/** Strength in a game, see `matchmaking/rating.ts`. */
export interface StoredRating {
  mu: number;
  sigma: number;
  played: number;
}

/** A rating before and after a match. Bots have none. */
export interface RatingChange {
  player: PlayerId;
  before: StoredRating;
  after: StoredRating;
}

/** How a match ended, as everybody at the table is told. */
export interface ResultMessage {
  match_id: MatchId;
  /**
   * `finished` by its rules; `abandoned`, without ratings: no person was left in it, it went on for too long, or its
   * rules `failed`; `fell_through`: too few came, it never started.
   */
  outcome: 'finished' | 'abandoned' | 'fell_through';
  standings: Standing[];
  rating_changes: RatingChange[];
  /** One sentence: why these players were put together. */
  why: string;
}
