import { EntitySchema } from 'typeorm';
import { time } from './columns.ts';

/** A match that is over: for an hour, nobody who was paused may put it back. */
interface MatchEndRow {
  matchId: string;
  endedAt: number;
}

export const MatchEndEntity = new EntitySchema<MatchEndRow>({
  name: 'MatchEnd',
  tableName: 'match_ends',
  columns: {
    matchId: {
      name: 'match_id',
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'match_ends_pkey',
    },
    endedAt: time('ended_at'),
  },
  indices: [{ name: 'match_ends_ended_at', columns: ['endedAt'] }],
});
