import { EntitySchema } from 'typeorm';
import { bigNumber } from './columns.ts';

/** How many tables of a game were ever made. */
interface QueueCountRow {
  game: string;
  tables: number;
}

export const QueueCountEntity = new EntitySchema<QueueCountRow>({
  name: 'QueueCount',
  tableName: 'queue_counts',
  columns: {
    game: { type: 'text', primary: true, primaryKeyConstraintName: 'queue_counts_pkey' },
    tables: bigNumber('tables'),
  },
});
