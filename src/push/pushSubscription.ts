import type { Notification } from './notification.ts';

/** What a browser says of how it is reached while the page is closed. */
export interface PushTarget {
  /** Where its push service takes messages for it: a secret of the browser's. */
  endpoint: string;
  /** What they are encrypted for: a point of P-256, in base64url. */
  p256dh: string;
  /** Shared with the browser: 16 bytes, in base64url. */
  auth: string;
}

/** A notification that one browser is still to be told. */
export interface DuePush {
  target: PushTarget;
  epoch: string;
  notification: Notification;
}

/** Keeps which browsers are told what is important while the page is closed. */
export interface PushSubscriptionStore {
  /** Adds one, or confirms it. Whose the browser was before is not told there any more; of too many the oldest goes. */
  put(player: string, target: PushTarget, now: number): Promise<void>;
  remove(player: string, endpoint: string): Promise<void>;
  /** Ids of those that a notification is still to be told, in order, after one; `limit` at most. */
  slice(seq: number, after: string | null, limit: number): Promise<string[]>;
  /** Null when there is nothing to tell any more: received, muted, expired, or nobody's. */
  due(seq: number, id: string, now: number): Promise<DuePush | null>;
  /** The push service took something for it. */
  worked(id: string): Promise<void>;
  /**
   * The push service refused something for it, or never took it; one that this befalls too often in a row is forgotten.
   */
  refused(id: string): Promise<void>;
  forget(id: string): Promise<void>;
  /** Forgets those that were not confirmed since, a bounded number at a time. */
  forgetBefore(moment: number): Promise<void>;
}
