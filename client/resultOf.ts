import type { MatchRecordView } from './Api.ts';
import type { MatchResult } from './matchView.ts';

/** A result as the room tells it, from the match's record; null while the match runs. */
export function resultOf(record: MatchRecordView): MatchResult | null {
  const { id, outcome, standings, players, why } = record;
  if (outcome === 'running') return null;
  const rating_changes = players.flatMap(({ id, rating }) => (rating ? [{ player: id, ...rating }] : []));
  return { match_id: id, outcome, standings, rating_changes, why: why ?? '' };
}
