import { Problem } from '../lib/problem.ts';
import type { NewNotification, Notifications } from './Notifications.ts';
import { type DeliveryCounts, noticeOf, type ScheduledStore, type Taken } from './notification.ts';

export interface ScheduledNeeds {
  store: ScheduledStore;
  notifications: Pick<Notifications, 'send' | 'draft' | 'announce' | 'delivery'>;
  now(): number;
}

/** How far one got; `sendAt` is null once it was sent. */
export interface Progress extends DeliveryCounts {
  sendAt: number | null;
}

/** So far ahead something may be sent, in ms. */
const FARTHEST_MS = 90 * 24 * 60 * 60_000;
const NOBODY: DeliveryCounts = { recipients: 0, sent: 0, delivered: 0, seen: 0, acted: 0, expired: 0 };

/** Telling people things later: each is sent once, at its time or as soon after as a process is there. */
export class Scheduled {
  readonly #needs: ScheduledNeeds;

  constructor(needs: ScheduledNeeds) {
    this.#needs = needs;
  }

  /**
   * Sends at once what has no time or one that has passed, and else has it wait. Of two with the same key the first
   * counts, whether it waits or was sent.
   * @throws Problem 400 `too_far_ahead`, 404 `match_not_running`, 409 `too_many_scheduled`, 503 `retry_later`
   */
  async send(sender: string, wanted: NewNotification, sendAt: number | null): Promise<Taken> {
    const { store, notifications, now } = this.#needs;
    if (sendAt !== null && sendAt > now() + FARTHEST_MS)
      throw new Problem(400, 'too_far_ahead', 'That is more than 90 days ahead.');
    if (wanted.dedupeKey !== undefined) {
      const before = await store.under(sender, wanted.dedupeKey);
      if (before) return before;
    }
    if (sendAt === null || sendAt <= now()) {
      const { id, seq } = (await notifications.send(sender, wanted)).notification;
      return { id, seq };
    }
    return { id: await store.schedule(await notifications.draft(sender, wanted), sendAt), seq: null };
  }

  /** Sends one whose time has come. A second call does nothing. */
  async release(id: string): Promise<void> {
    const { store, notifications, now } = this.#needs;
    const notification = await store.release(id, (draft) => noticeOf(draft, now()));
    if (notification) notifications.announce(notification);
  }

  /** Null when there is no such notification, or it was forgotten. */
  async progress(id: string): Promise<Progress | null> {
    const sendAt = await this.#needs.store.sendAt(id);
    if (sendAt !== null) return { ...NOBODY, sendAt };
    const counts = await this.#needs.notifications.delivery(id);
    return counts && { ...counts, sendAt: null };
  }

  /**
   * Takes back one that waits.
   * @throws Problem 404 `unknown_notification`, 409 `already_sent`
   */
  async cancel(id: string): Promise<void> {
    if (await this.#needs.store.cancel(id)) return;
    if (await this.#needs.notifications.delivery(id))
      throw new Problem(409, 'already_sent', 'This notification was sent already.');
    throw new Problem(404, 'unknown_notification', 'There is no such notification.');
  }
}
