import { z } from 'zod';

/**
 * How much something matters, the least first: a line in the list; shown; with a sound; it stays until it is closed.
 */
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A client says so many at once. */
export const MAX_SEQS = 500;

/** Numbers of notifications. */
export const seqs = z.array(z.int().min(1)).max(MAX_SEQS);

/** Which ones a client has, or somebody has seen. */
export const seqsRequest = z.object({ seqs });

/** A notification as clients get it. Times are ISO 8601. */
export interface NotificationMessage {
  /** Whatever was accepted later has a higher one. */
  seq: number;
  id: string;
  /** Another one is another database. */
  epoch: string;
  topic: string;
  priority: Priority;
  title: string;
  body: string;
  /** For programs. `link` is a place of the page. */
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
 * A part of what a player has, in the order of `seq`. `cursor` is where to go on, `more` whether there is more by now.
 * `reset`: what the client knew is of another database, or too old to be told what is missing; it asks for everything
 * anew.
 */
export interface NotificationsMessage {
  epoch: string;
  items: InboxMessage[];
  cursor: number;
  more: boolean;
  reset: boolean;
  /** How many the player has not seen, with the newest over HTTP. */
  unread?: number;
}

/** What the player did with some elsewhere. Arrays of seq. */
export interface NotificationStateMessage {
  seen: number[];
  acted: number[];
  archived: number[];
}
