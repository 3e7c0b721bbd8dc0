import { EntitySchema } from 'typeorm';
import { time } from './columns.ts';

/** A browser that is told what is important while the page is closed. */
interface PushSubscriptionRow {
  id: string;
  player: string;
  /** Where its push service takes messages for it. */
  endpoint: string;
  /** What they are encrypted for. */
  p256dh: string;
  auth: string;
  /** Refusals in a row. */
  failures: number;
  /** When the browser last said that it wants it. */
  confirmedAt: number;
}

export const PushSubscriptionEntity = new EntitySchema<PushSubscriptionRow>({
  name: 'PushSubscription',
  tableName: 'push_subscriptions',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'push_subscriptions_pkey' },
    player: { type: 'uuid' },
    endpoint: { type: 'text' },
    p256dh: { type: 'text' },
    auth: { type: 'text' },
    failures: { type: 'smallint' },
    confirmedAt: time('confirmed_at'),
  },
  uniques: [{ name: 'push_subscriptions_endpoint', columns: ['endpoint'] }],
  indices: [
    { name: 'push_subscriptions_of', columns: ['player'] },
    { name: 'push_subscriptions_confirmed', columns: ['confirmedAt'] },
  ],
  foreignKeys: [
    {
      name: 'push_subscriptions_player',
      target: 'Player',
      columnNames: ['player'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
