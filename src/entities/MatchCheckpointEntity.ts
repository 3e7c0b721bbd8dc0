import { EntitySchema } from 'typeorm';

/** The table of a match that is being played, as it was last stored. */
interface MatchCheckpointRow {
  matchId: string;
  /** Sealed. */
  snapshot: Uint8Array;
}

export const MatchCheckpointEntity = new EntitySchema<MatchCheckpointRow>({
  name: 'MatchCheckpoint',
  tableName: 'match_checkpoints',
  columns: {
    matchId: {
      name: 'match_id',
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'match_checkpoints_pkey',
    },
    snapshot: { type: 'bytea' },
  },
});
