import { EntitySchema } from 'typeorm';
import { exactNumber } from './columns.ts';

/** One thing that was done to a match from outside. */
export interface JournalEntryRow {
  matchId: string;
  seq: number;
  /** Game time in ms. */
  at: number;
  kind: 'act' | 'leave' | 'command' | 'time' | 'away' | 'back' | 'inputs' | 'restored';
  by: string;
  /**
   * What came from outside, as JSON: unlike `text`, that holds whatever a client may send, NUL included. With an action
   * is what was answered: rows of before that was kept have none.
   */
  request: { request_id: string; input: unknown } & {
    version?: number;
    result?: Record<string, string | number | boolean>;
  };
}

export const JournalEntryEntity = new EntitySchema<JournalEntryRow>({
  name: 'JournalEntry',
  tableName: 'journal_entries',
  columns: {
    matchId: {
      name: 'match_id',
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'journal_entries_pkey',
    },
    seq: { type: 'integer', primary: true, primaryKeyConstraintName: 'journal_entries_pkey' },
    at: exactNumber('at'),
    kind: { type: 'text' },
    by: { type: 'text' },
    request: { type: 'json' },
  },
  checks: [
    {
      name: 'journal_entries_kind',
      expression: "kind IN ('act', 'leave', 'command', 'time', 'away', 'back', 'inputs', 'restored')",
    },
  ],
  foreignKeys: [
    {
      name: 'journal_entries_match',
      target: 'Match',
      columnNames: ['matchId'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
