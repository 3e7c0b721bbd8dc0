import { EntitySchema } from 'typeorm';

/** A journal entry of a match that is being played. */
interface RunningEntryRow {
  matchId: string;
  seq: number;
  /** The whole entry. */
  entry: object;
}

export const RunningEntryEntity = new EntitySchema<RunningEntryRow>({
  name: 'RunningEntry',
  tableName: 'running_journal',
  columns: {
    matchId: {
      name: 'match_id',
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'running_journal_pkey',
    },
    seq: { type: 'integer', primary: true, primaryKeyConstraintName: 'running_journal_pkey' },
    entry: { type: 'json' },
  },
  foreignKeys: [
    {
      name: 'running_journal_match',
      target: 'RunningMatch',
      columnNames: ['matchId'],
      referencedColumnNames: ['matchId'],
      onDelete: 'CASCADE',
    },
  ],
});
