import { EntitySchema } from 'typeorm';
import { exactNumber, time } from './columns.ts';

/** A table that matchmaking made. */
interface QueueTableRow {
  match: string;
  game: string;
  at: number;
  people: { waitedMs: number; rating: number; home?: string | null; joined?: { by: string; at: number } }[];
  bots: number;
  spread: number;
  region: string | null;
}

export const QueueTableEntity = new EntitySchema<QueueTableRow>({
  name: 'QueueTable',
  tableName: 'queue_tables',
  columns: {
    match: { type: 'text', primary: true, primaryKeyConstraintName: 'queue_tables_pkey' },
    game: { type: 'text' },
    at: time('at'),
    people: { type: 'json' },
    bots: { type: 'smallint' },
    spread: exactNumber('spread'),
    region: { type: 'text', nullable: true },
  },
  indices: [{ name: 'queue_tables_recent', columns: ['game', 'at'] }],
});
