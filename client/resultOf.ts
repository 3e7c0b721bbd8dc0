import type { MatchRecordView } from './Api.ts';
import type { MatchResult } from './matchView.ts';

/** A result as the room tells it, from the match's record; null while the match runs. */
export function resultOf(record: MatchRecordView): MatchResult | null {
  const { match_id, outcome, standings, rating_changes, why } = record;
  return outcome === 'running' ? null : { match_id, outcome, standings, rating_changes, why: why ?? '' };
}
