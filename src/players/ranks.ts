import type { PlayerId } from '../lib/ids.ts';
import type { StoredRating } from '../match/records.ts';

/** A player's rating in a game. */
export interface RatedIn {
  game: string;
  player: PlayerId;
  rating: StoredRating;
}

/** Where a player stands among those of a game, who are ordered as the leaderboard is. */
export interface Place {
  /** One more than there are stronger ones: equals share it. */
  rank: number;
  /** How many stand before, equals included. */
  before: number;
}

/** What new ratings made of a player's rank. */
export interface RankMove {
  player: PlayerId;
  /** Null for who was not ranked before. */
  before: number | null;
  after: number;
}

/** How far a whole set is known to be what the records say. */
export interface RanksKept {
  /** Of the database that it was made from. */
  epoch: string;
  /** Whatever was stored before then is in it; epoch ms. */
  until: number;
}

/**
 * All rated players of each game in order, so that a place is looked up and not counted. It is made from the records,
 * which are the truth, and believed only once it is whole.
 */
export interface RankStore {
  /** Null while the set is not whole, or for who is not ranked. */
  place(game: string, player: PlayerId): Promise<Place | null>;
  /**
   * Puts new ratings of a game, all at once; one that is older than what is there changes nothing.
   * @returns what came of it, in the same order; nothing while the set is not whole
   */
  put(game: string, rated: readonly Omit<RatedIn, 'game'>[]): Promise<RankMove[]>;
  /** Takes players out of these games. */
  remove(players: readonly PlayerId[], games: readonly string[]): Promise<void>;
  /** Null while the set is not whole. */
  kept(): Promise<RanksKept | null>;
  /** The whole set of this epoch is what the records say, until then. Nothing when it was lost meanwhile. */
  checked(kept: RanksKept): Promise<void>;
  /** Begins the sets of these games anew, which are not whole from here on; `build` is an id that no other has. */
  begin(build: string, games: readonly string[]): Promise<void>;
  /** As `put`, for a set that is being made. False when another build began, or what there was is lost. */
  fill(build: string, rated: readonly RatedIn[]): Promise<boolean>;
  /** Everything is in it. False as `fill`. */
  finish(build: string, kept: RanksKept): Promise<boolean>;
}
