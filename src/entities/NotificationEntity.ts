import { EntitySchema } from 'typeorm';
import { bigNumber, time } from './columns.ts';

/** What people are told. Its lowest `seq` that is kept is known to `notification_head`. */
interface NotificationRow {
  seq: number;
  id: string;
  kind: string;
  topic: string;
  priority: number;
  title: string;
  body: string;
  data: object;
  sender: string;
  createdAt: number;
  expiresAt: number;
  dedupeKey: string | null;
}

export const NotificationEntity = new EntitySchema<NotificationRow>({
  name: 'Notification',
  tableName: 'notifications',
  columns: {
    seq: { ...bigNumber('seq'), primary: true, primaryKeyConstraintName: 'notifications_pkey' },
    id: { type: 'uuid' },
    kind: { type: 'text' },
    topic: { type: 'text' },
    priority: { type: 'smallint' },
    title: { type: 'text' },
    body: { type: 'text' },
    data: { type: 'json' },
    sender: { type: 'text' },
    createdAt: time('created_at'),
    expiresAt: time('expires_at'),
    dedupeKey: { name: 'dedupe_key', type: 'text', nullable: true },
  },
  uniques: [{ name: 'notifications_id', columns: ['id'] }],
  indices: [
    { name: 'notifications_dedupe', columns: ['sender', 'dedupeKey'], where: 'dedupe_key IS NOT NULL' },
    { name: 'notifications_broadcast', columns: ['seq'], where: "kind IN ('all', 'topic')" },
    { name: 'notifications_expires', columns: ['expiresAt'] },
  ],
  checks: [
    { name: 'notifications_kind', expression: "kind IN ('all', 'topic', 'match', 'player')" },
    { name: 'notifications_priority', expression: 'priority BETWEEN 0 AND 3' },
  ],
});
