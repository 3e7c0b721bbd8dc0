import type { MatchRecordView } from './Api.ts';
import type { MatchResult } from './matchView.ts';

/** A result as the room tells it, from the match's record; null while the match runs. */
export function resultOf(record: MatchRecordView): MatchResult | null {
  if (record.outcome === 'running') return null;
  const ranked = record.players.filter((player) => player.rank !== null);
  return {
    match_id: record.id,
    outcome: record.outcome,
    standings: ranked.map(({ id, rank, score }) => ({ id, rank: rank ?? 0, score: score ?? 0 })),
    rating_changes: record.players.flatMap(({ id, rating }) => (rating ? [{ player: id, ...rating }] : [])),
    why: record.why,
  };
}
