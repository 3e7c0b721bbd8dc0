import type { MatchResult } from '../../../client/matchView.ts';
import type { RatingChange } from '../../../src/match/records.ts';

/** Who a player of the match is: the match's state and its record both have it. */
interface Person {
  id: string;
  name: string;
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
  why: string;
  rows: ResultRow[];
}

/** A result with the names of those who played. */
export function resultView(result: MatchResult, people: readonly Person[]): ResultView {
  const rows = result.standings.map(({ id, rank, score }) => {
    const person = people.find((one) => one.id === id);
    const { name = 'Somebody', bot = false, left = false, seat = 0 } = person ?? {};
    const rating = result.rating_changes.find((change) => change.player === id) ?? null;
    return { id, name, bot, left, seat, rank, score, rating };
  });
  rows.sort((a, b) => a.rank - b.rank);
  return { outcome: result.outcome, why: result.why, rows };
}

/** 1st, 2nd, 3rd, 4th, … */
export function ordinal(rank: number): string {
  const tens = rank % 100;
  if (tens >= 11 && tens <= 13) return `${rank}th`;
  return `${rank}${['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th'}`;
}
