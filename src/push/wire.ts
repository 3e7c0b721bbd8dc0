import type { InboxMessage, NotificationMessage } from '../protocol/notifications.ts';
import type { InboxItem, Notification } from './notification.ts';

/** A notification as clients get it. */
export function messageOf(epoch: string, one: Notification): NotificationMessage {
  const { seq, id, topic, priority, title, body, data, createdAt, expiresAt } = one;
  return {
    ...{ seq, id, epoch, topic, priority, title, body, data },
    created_at: new Date(createdAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
  };
}

/** The same with what came of it. */
export function inboxMessageOf(epoch: string, one: InboxItem): InboxMessage {
  const moment = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    ...messageOf(epoch, one),
    seen_at: moment(one.seenAt),
    acted_at: moment(one.actedAt),
    archived_at: moment(one.archivedAt),
  };
}
