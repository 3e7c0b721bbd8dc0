import type { MatchResult } from '../../../client/matchView.ts';
import type { RatingChange } from '../../../src/match/records.ts';
import { shownRating } from '../../../src/protocol/rating.ts';

/** Who a player of the match is: the match's state and its record both have it. */
interface Person {
  id: string;
  name: string;
  /** How they look; who has none looks as goes with the id. */
  face?: string | undefined;
  bot: boolean;
  left: boolean;
  /** 0-based place in the ring. */
  seat: number;
}

/** A player's line in the standings. */
export interface ResultRow extends Person {
  rank: number;
  score: number;
  rating: Pick<RatingChange, 'before' | 'after'> | null;
}

/** A finished match, as its result is shown. Rows are by rank. */
export interface ResultView {
  outcome: MatchResult['outcome'];
  /** Null while it is not known. */
  game: string | null;
  /** Whether ratings change by it; null while that is not known. */
  rated: boolean | null;
  why: string;
  rows: ResultRow[];
}

/** A result with the names of those who played. */
export function resultView(
  result: MatchResult,
  people: readonly Person[],
  { game, rated }: Pick<ResultView, 'game' | 'rated'>,
): ResultView {
  const rows = result.standings.map(({ id, rank, score }) => {
    const person = people.find((one) => one.id === id);
    const { name = 'Somebody', face, bot = false, left = false, seat = 0 } = person ?? {};
    const rating = result.rating_changes.find((change) => change.player === id) ?? null;
    return { id, name, face, bot, left, seat, rank, score, rating };
  });
  rows.sort((a, b) => a.rank - b.rank);
  return { outcome: result.outcome, game, rated, why: result.why, rows };
}

/** By how much a rating rose, as it is shown; negative when it fell. */
export function ratingChange({ before, after }: NonNullable<ResultRow['rating']>): number {
  return shownRating(after) - shownRating(before);
}

/** A change of a rating as people write it: +12, −5, ±0. */
export function signed(change: number): string {
  return change > 0 ? `+${change}` : change < 0 ? `−${-change}` : '±0';
}

/** Why no rating changed by a finished match, or null when they did, or nobody knows yet. */
export function unratedWhy({ outcome, rated, rows }: ResultView): string | null {
  if (outcome !== 'finished' || rated !== false) return null;
  const people = rows.filter(({ bot }) => !bot).length;
  return people > 1
    ? 'A table of friends: ratings stay as they are.'
    : 'Nobody but bots to play against: ratings stay as they are.';
}

/** 1st, 2nd, 3rd, 4th, … */
export function ordinal(rank: number): string {
  const tens = rank % 100;
  if (tens >= 11 && tens <= 13) return `${rank}th`;
  return `${rank}${['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th'}`;
}
