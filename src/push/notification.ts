import type { Priority } from '../protocol/notifications.ts';

/** For whom something is: everybody, who did not mute a topic, who sits at or watches a match, one player. */
export type Audience = { all: true } | { topic: string } | { match: string } | { player: string };
export type AudienceKind = 'all' | 'topic' | 'match' | 'player';

/** What is told to people. Times are epoch ms. */
export interface Notice {
  id: string;
  kind: AudienceKind;
  /**
   * Who gets it, frozen when it was accepted; null for `all` and `topic`, which are for every account there was then.
   */
  players: readonly string[] | null;
  /** What it is about. Who muted that is not told, unless it is urgent. */
  topic: string;
  priority: Priority;
  title: string;
  body: string;
  /** For programs, and for the page: `link` is a place of it. */
  data: Readonly<Record<string, unknown>>;
  /** Who sent it: `operator`, or a part of the server. */
  sender: string;
  createdAt: number;
  /** It is not told after that. */
  expiresAt: number;
  /** Of the same sender, while an earlier one with this key has not expired, nothing new is accepted. */
  dedupeKey: string | null;
}

/** The same before it is told: its times begin when it is. */
export interface Draft extends Omit<Notice, 'createdAt' | 'expiresAt'> {
  /** For how long it is told, in seconds. */
  ttlS: number;
}

/** A draft that is told at `now`. */
export function noticeOf({ ttlS, ...draft }: Draft, now: number): Notice {
  return { ...draft, createdAt: now, expiresAt: now + ttlS * 1000 };
}

/** The same once it is stored. Whoever commits later has a higher `seq`. */
export interface Notification extends Notice {
  seq: number;
}

/** What came of it at one player: each is stamped once, with the first time. */
export const RECEIPTS = ['delivered', 'seen', 'acted', 'archived'] as const;
export type Receipt = (typeof RECEIPTS)[number];

/** One player's word on one notification. */
export interface Received {
  seq: number;
  player: string;
  receipt: Receipt;
  at: number;
}

/** A notification as one player has it. */
export interface InboxItem extends Notification {
  /** The store knows that it was written to the player. */
  told: boolean;
  seenAt: number | null;
  actedAt: number | null;
  archivedAt: number | null;
}

/** Somebody was written to. */
export interface Written {
  seq: number;
  player: string;
}

/** So many more got so far, of those of one audience and priority. Each player counts once, over all processes. */
export interface Tally {
  state: 'sent' | Receipt | 'expired';
  kind: AudienceKind;
  priority: Priority;
  count: number;
}

/** How far the notifications are. Another epoch is another database: what was known of the one before means nothing. */
export interface Head {
  epoch: string;
  seq: number;
  /** The lowest seq that is kept: who knows less cannot be told what is missing. 0 when nothing was forgotten. */
  forgotten: number;
}

/** Where a client was: the epoch and the last seq that it knows. */
export interface Known {
  epoch: string;
  after: number;
}

/** A moment, epoch ms, and a seq that was accepted before it, a minute or more; 0 when none is known. */
export interface Since {
  at: number;
  after: number;
}

/** How many it is for, and at how many it got how far. Each holds those behind it: `sent` ≥ `delivered` ≥ `seen`. */
export interface DeliveryCounts {
  recipients: number;
  sent: number;
  delivered: number;
  seen: number;
  acted: number;
  /** Not delivered when it expired, whatever comes later; 0 before. */
  expired: number;
}

/** Keeps notifications and what came of them. */
export interface NotificationStore {
  /**
   * Stores them all in one transaction, in the order of their `seq`: nobody ever reads one while an earlier one is not
   * there yet. For one whose dedupe key is taken, the one that is there, with `fresh` false.
   * @throws Problem 503 `retry_later` when one waits to be sent under one of the keys: then nothing is stored
   */
  accept(notices: readonly Notice[]): Promise<{ notification: Notification; fresh: boolean }[]>;
  head(): Promise<Head>;
  /** All that were accepted after `seq`, at most `limit`, oldest first, and the head as it is then. */
  since(seq: number, limit: number): Promise<{ head: Head; found: Notification[] }>;
  /**
   * What a player has after `seq` and may still be told, oldest first; what was of a topic that they muted when it was
   * accepted is not theirs. Archived ones, too.
   */
  inbox(player: string, seq: number, limit: number): Promise<InboxItem[]>;
  /** The newest that a player has, newest first, as `inbox`; `before` is the seq where the page before ended. */
  latest(player: string, before: number | null, limit: number): Promise<InboxItem[]>;
  /** How many of the newest `limit` up to and with the seq `upTo` the player has neither seen nor put away. */
  unread(player: string, upTo: number, limit: number): Promise<number>;
  /** The same of what was accepted since then, up to and with `seq`, and was never confirmed. */
  unconfirmed(player: string, seq: number, since: Since, limit: number): Promise<InboxItem[]>;
  /** Stamps what was not stamped, and counts it. Answers what was new; what is not the player's is ignored. */
  receive(received: readonly Received[]): Promise<Tally[]>;
  /**
   * They were written to. Answers for how many that was new: a player that any process noted, or who said something of
   * it, is not.
   */
  sent(written: readonly Written[]): Promise<Tally[]>;
  delivery(id: string): Promise<DeliveryCounts | null>;
  mutedTopics(player: string): Promise<string[]>;
  /** All that a player mutes, of what is accepted from here on. */
  muteTopics(player: string, topics: readonly string[]): Promise<void>;
  /** Counts what expired, and forgets what expired `keepMs` ago, both for a bounded time. Answers what it counted. */
  sweep(now: number, keepMs: number): Promise<Tally[]>;
}

/** One that was taken: `seq` is null while it waits to be sent. */
export interface Taken {
  id: string;
  seq: number | null;
}

/** Keeps what is to be told later, and sees to it that it is. */
export interface ScheduledStore {
  /**
   * Stores one and has it released at `sendAt`, epoch ms, whatever becomes of this process. Answers its id, or that of
   * the one that waits under its dedupe key.
   * @throws Problem 409 `too_many_scheduled`, 503 `retry_later`
   */
  schedule(draft: Draft, sendAt: number): Promise<string>;
  /** The one of a sender that has a key: it waits, or was sent and has not expired. */
  under(sender: string, dedupeKey: string): Promise<Taken | null>;
  /** When one that waits is sent; null when there is none. */
  sendAt(id: string): Promise<number | null>;
  /** Takes one back. False when there is none: it was sent, or taken back already. */
  cancel(id: string): Promise<boolean>;
  /** Makes one that waits a notification, in one transaction. Null when there is none: a second call finds nothing. */
  release(id: string, noticeOf: (draft: Draft) => Notice): Promise<Notification | null>;
  /** Whether any waits. */
  anyWaiting(): Promise<boolean>;
}
