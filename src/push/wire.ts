import type { InboxItem, Notification, Priority } from './notification.ts';

/** A notification as clients get it. Times are ISO 8601. */
export interface NotificationMessage {
  seq: number;
  id: string;
  epoch: string;
  topic: string;
  priority: Priority;
  title: string;
  body: string;
  data: Readonly<Record<string, unknown>>;
  created_at: string;
  expires_at: string;
}

/** The same in the inbox, with what came of it. */
export interface InboxMessage extends NotificationMessage {
  seen_at: string | null;
  acted_at: string | null;
  archived_at: string | null;
}

/**
 * A part of what a player has, in the order of `seq`. `cursor` is where to go on, `more` whether there is more by now. `reset`:
 * what the client knew is of another database, or too old to be told what is missing; it asks for everything anew.
 */
export interface NotificationsMessage {
  epoch: string;
  items: InboxMessage[];
  cursor: number;
  more: boolean;
  reset: boolean;
}

/** What the player did with some elsewhere. Arrays of seq. */
export interface NotificationStateMessage {
  seen: number[];
  acted: number[];
  archived: number[];
}

export function messageOf(epoch: string, one: Notification): NotificationMessage {
  const { seq, id, topic, priority, title, body, data, createdAt, expiresAt } = one;
  return {
    ...{ seq, id, epoch, topic, priority, title, body, data },
    created_at: new Date(createdAt).toISOString(),
    expires_at: new Date(expiresAt).toISOString(),
  };
}

export function inboxMessageOf(epoch: string, one: InboxItem): InboxMessage {
  const moment = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    ...messageOf(epoch, one),
    seen_at: moment(one.seenAt),
    acted_at: moment(one.actedAt),
    archived_at: moment(one.archivedAt),
  };
}
