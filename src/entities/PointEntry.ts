import { EntitySchema } from 'typeorm';
import { bigNumber } from './columns.ts';

/** A line of a match's ledger, double entry: `(match, seq)` makes writing it twice harmless. */
interface PointEntryRow {
  matchId: string;
  seq: number;
  kind: string;
  giver: string;
  taker: string;
  debit: string;
  credit: string;
  amount: number;
}

export const PointEntry = new EntitySchema<PointEntryRow>({
  name: 'PointEntry',
  tableName: 'point_entries',
  columns: {
    matchId: {
      name: 'match_id',
      type: 'uuid',
      primary: true,
      primaryKeyConstraintName: 'point_entries_pkey',
    },
    seq: { type: 'integer', primary: true, primaryKeyConstraintName: 'point_entries_pkey' },
    kind: { type: 'text' },
    giver: { type: 'text' },
    taker: { type: 'text' },
    debit: { type: 'text' },
    credit: { type: 'text' },
    amount: bigNumber('amount'),
  },
  checks: [{ name: 'point_entries_amount', expression: 'amount > 0' }],
  foreignKeys: [
    {
      name: 'point_entries_match',
      target: 'Match',
      columnNames: ['matchId'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
