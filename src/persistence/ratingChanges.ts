import type { MatchRecords, MatchResult, MatchStart, RatingChange, StoredRating } from '../match/records.ts';

/** How new ratings are computed, see `MatchRecords.finished`. */
export type Rate = Parameters<MatchRecords['finished']>[1];

/** A human player of a match that is rated. Rank 1 is best; bots are passed over. */
export interface Ranked {
  player: string;
  rank: number;
}

/**
 * Whose ratings a result changes, in the order of the seats. Ratings are between people: with fewer than two of
 * them, in an abandoned match, or one that does not count, nobody's change.
 */
export function rankedPlayers(
  { setup, rated }: Pick<MatchStart, 'setup' | 'rated'>,
  result: MatchResult,
): Ranked[] {
  if (!rated || result.outcome !== 'finished') return [];
  const ranks = new Map(result.standings.map(({ id, rank }) => [id, rank]));
  const people = setup.seats.flatMap(({ id, bot }) => {
    const rank = ranks.get(id);
    return bot || rank === undefined ? [] : [{ player: id, rank }];
  });
  if (people.length < 2) return [];
  return people.map(({ player, rank }) => ({
    player,
    rank: 1 + people.filter((other) => other.rank < rank).length,
  }));
}

/** Applies `rate` to ranked players. */
export function rateRanked(
  ranked: readonly Ranked[],
  before: readonly StoredRating[],
  rate: Rate,
): RatingChange[] {
  if (ranked.length === 0) return [];
  const after = rate(
    [...before],
    ranked.map(({ rank }) => rank),
  );
  return ranked.map(({ player }, i) => {
    const [old, now] = [before[i], after[i]];
    if (!old || !now) throw new Error(`ratings: ${ranked.length} players, ${after.length} ratings`);
    return { player, before: old, after: now };
  });
}
