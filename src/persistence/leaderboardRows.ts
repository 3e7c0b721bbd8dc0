import type { LeaderboardRow, StoredRating } from '../match/records.ts';
import type { Place } from '../players/ranks.ts';
import { ordinal } from '../protocol/rating.ts';

/** Stands for the name of a banned player. */
export const HIDDEN_NAME = '[hidden]';

/** A leaderboard is read in pages of so many rows at most. */
export const MAX_ROWS = 200;

/** A rated player on the way to a leaderboard. */
export interface RatedPlayer {
  player: string;
  name: string;
  face: string | null;
  /** Epoch ms. */
  bannedUntil: number | null;
  rating: StoredRating;
}

/**
 * Rows of a leaderboard, best first. Equal strength shares a rank.
 * @param place of the first of these
 */
export function leaderboardRows(
  players: readonly RatedPlayer[],
  { rank: first, before }: Place,
  now: number,
): LeaderboardRow[] {
  let rank = first;
  return players.map(({ player, name, face, bannedUntil, rating }, i) => {
    const above = players[i - 1];
    if (above && ordinal(above.rating) > ordinal(rating)) rank = before + i + 1;
    const shown = bannedUntil !== null && bannedUntil > now ? HIDDEN_NAME : name;
    return { rank, player, name: shown, face, rating };
  });
}

/** How many of `limit` rows stand above a player: half, or more where there are not enough below. */
export function rowsAbove(limit: number, above: number, fromPlayerDown: number): number {
  return Math.min(above, Math.max(Math.floor((limit - 1) / 2), limit - fromPlayerDown));
}
