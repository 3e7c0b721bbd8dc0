import { Batches } from '../lib/Batches.ts';
import { Problem } from '../lib/problem.ts';
import type { Notice, Notification, NotificationStore } from './notification.ts';

/** What became of one: stored just now, or there already under its key. */
export interface Accepted {
  notification: Notification;
  fresh: boolean;
}

/** From the beginning of one batch to that of the next, in ms: what comes meanwhile costs little more than the one. */
const REST_MS = 5;

/**
 * Stores notifications, all that come in one turn of the event loop or while others are being stored together, one
 * batch after the other: they share the head of the list. One that cannot be stored harms no other.
 */
export class Acceptance {
  readonly #batches: Batches<Notice, Accepted>;

  constructor(store: Pick<NotificationStore, 'accept'>) {
    this.#batches = new Batches({
      run: (notices) => store.accept(notices),
      atOnce: 1,
      restMs: REST_MS,
      bytes: ({ title, body, data }) => title.length + body.length + JSON.stringify(data).length,
      full: () => new Problem(503, 'retry_later', 'Too many notifications wait to be stored.'),
    });
  }

  /** Resolves once it is stored. @throws Problem 503 `retry_later` when too many wait; what the store throws */
  accept(notice: Notice): Promise<Accepted> {
    return this.#batches.add(notice);
  }
}
