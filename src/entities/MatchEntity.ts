import { EntitySchema } from 'typeorm';
import { exactNumber, time } from './columns.ts';

/** A match, running or over. JSON columns keep their text as it was written: a replay needs it byte for byte. */
export interface MatchRow {
  id: string;
  game: string;
  outcome: 'running' | 'finished' | 'abandoned';
  /** Why it was abandoned. */
  reason: string | null;
  /** What the match was made from. */
  setup: object;
  why: string;
  quality: number | null;
  rated: boolean;
  startedAt: number;
  finishedAt: number | null;
  /** Game time at the end in ms. */
  gameMs: number | null;
  finalState: object | null;
  stateHash: string | null;
}

export const MatchEntity = new EntitySchema<MatchRow>({
  name: 'Match',
  tableName: 'matches',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'matches_pkey' },
    game: { type: 'text' },
    outcome: { type: 'text', default: 'running' },
    reason: { type: 'text', nullable: true },
    setup: { type: 'json' },
    why: { type: 'text' },
    quality: { ...exactNumber('quality'), nullable: true },
    rated: { type: 'boolean', default: true },
    startedAt: time('started_at'),
    finishedAt: { ...time('finished_at'), nullable: true },
    gameMs: { ...exactNumber('game_ms'), nullable: true },
    finalState: { name: 'final_state', type: 'json', nullable: true },
    stateHash: { name: 'state_hash', type: 'text', nullable: true },
  },
  checks: [
    { name: 'matches_outcome', expression: "outcome IN ('running', 'finished', 'abandoned')" },
    { name: 'matches_reason', expression: "reason IS NULL OR outcome = 'abandoned'" },
    { name: 'matches_finished', expression: "(outcome = 'running') = (finished_at IS NULL)" },
  ],
});
