import { EntitySchema } from 'typeorm';

/** A journal entry of a match that is being played. */
interface MatchJournalRow {
  matchId: string;
  seq: number;
  /** Sealed. */
  entry: Uint8Array;
}

export const MatchJournalEntity = new EntitySchema<MatchJournalRow>({
  name: 'MatchJournal',
  tableName: 'match_journals',
  columns: {
    matchId: {
      name: 'match_id',
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'match_journals_pkey',
    },
    seq: { type: 'integer', primary: true, primaryKeyConstraintName: 'match_journals_pkey' },
    entry: { type: 'bytea' },
  },
});
