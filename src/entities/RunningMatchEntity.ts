import { EntitySchema } from 'typeorm';

/** A match that is being played, for another process to go on with. */
interface RunningMatchRow {
  matchId: string;
  /** The process that has it; '' for nobody. */
  owner: string;
  /** Grows with every takeover: who writes under an older one is refused. */
  epoch: number;
  /** The table as it was last stored. */
  snapshot: object;
}

export const RunningMatchEntity = new EntitySchema<RunningMatchRow>({
  name: 'RunningMatch',
  tableName: 'running_matches',
  columns: {
    matchId: {
      name: 'match_id',
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'running_matches_pkey',
    },
    owner: { type: 'text' },
    epoch: { type: 'integer' },
    snapshot: { type: 'json' },
  },
});
