import { EntitySchema } from 'typeorm';
import { exactNumber } from './columns.ts';

/** How often a player let a table down of late. */
interface QueueLetDownRow {
  player: string;
  times: number;
  /** The last time, epoch ms. */
  last: number;
}

export const QueueLetDownEntity = new EntitySchema<QueueLetDownRow>({
  name: 'QueueLetDown',
  tableName: 'queue_let_downs',
  columns: {
    player: { type: 'text', primary: true, primaryKeyConstraintName: 'queue_let_downs_pkey' },
    times: { type: 'integer' },
    last: exactNumber('last'),
  },
});
