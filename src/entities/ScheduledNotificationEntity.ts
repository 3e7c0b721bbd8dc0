import { EntitySchema } from 'typeorm';
import { time } from './columns.ts';

/** What people are to be told later. It becomes a notification with the same id when it is sent. */
interface ScheduledNotificationRow {
  id: string;
  sendAt: number;
  sender: string;
  dedupeKey: string | null;
  draft: object;
}

export const ScheduledNotificationEntity = new EntitySchema<ScheduledNotificationRow>({
  name: 'ScheduledNotification',
  tableName: 'scheduled_notifications',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'scheduled_notifications_pkey' },
    sendAt: time('send_at'),
    sender: { type: 'text' },
    dedupeKey: { name: 'dedupe_key', type: 'text', nullable: true },
    draft: { type: 'json' },
  },
  indices: [{ name: 'scheduled_notifications_dedupe', columns: ['sender', 'dedupeKey'], unique: true }],
});
