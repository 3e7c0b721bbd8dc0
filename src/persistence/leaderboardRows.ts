import type { LeaderboardRow, StoredRating } from '../match/records.ts';

/** Stands for the name of a banned player. */
export const HIDDEN_NAME = '[hidden]';

/** A leaderboard is read in pages of so many rows at most. */
export const MAX_ROWS = 200;

/** A rated player on the way to a leaderboard. */
export interface RatedPlayer {
  player: string;
  name: string;
  /** Epoch ms. */
  bannedUntil: number | null;
  rating: StoredRating;
}

/** What players are ordered by: mu − 2 sigma, which a player's strength is above with 97.7 % probability. */
export function ordinal({ mu, sigma }: StoredRating): number {
  return mu - 2 * sigma;
}

/**
 * Rows of a leaderboard, best first. Equal strength shares a rank.
 * @param better how many of the board are stronger than the first of these
 * @param before how many stand before the first of these, equals included
 */
export function leaderboardRows(
  players: readonly RatedPlayer[],
  { better, before }: { better: number; before: number },
  now: number,
): LeaderboardRow[] {
  let rank = better + 1;
  return players.map(({ player, name, bannedUntil, rating }, i) => {
    const above = players[i - 1];
    if (above && ordinal(above.rating) > ordinal(rating)) rank = before + i + 1;
    const shown = bannedUntil !== null && bannedUntil > now ? HIDDEN_NAME : name;
    return { rank, player, name: shown, rating };
  });
}

/** How many of `limit` rows stand above a player: half, or more where there are not enough below. */
export function rowsAbove(limit: number, above: number, fromPlayerDown: number): number {
  return Math.min(above, Math.max(Math.floor((limit - 1) / 2), limit - fromPlayerDown));
}
