import { Problem } from '../lib/problem.ts';
import type { Notice, Notification, NotificationStore } from './notification.ts';

/** What became of one: stored just now, or there already under its key. */
export interface Accepted {
  notification: Notification;
  fresh: boolean;
}

interface Waiting {
  notice: Notice;
  resolve(accepted: Accepted): void;
  reject(error: unknown): void;
}

/** Stored in one transaction. */
const AT_ONCE = 500;
/** More are refused: whoever sends waits for the answer. */
const MAX_WAITING = 20_000;

/**
 * Stores notifications, all that come in one turn of the event loop or while others are being stored together. One that
 * cannot be stored harms no other.
 */
export class Acceptance {
  readonly #store: Pick<NotificationStore, 'accept'>;
  #waiting: Waiting[] = [];
  #busy = false;

  constructor(store: Pick<NotificationStore, 'accept'>) {
    this.#store = store;
  }

  /** Resolves once it is stored. @throws Problem 503 `retry_later` when too many wait; what the store throws */
  accept(notice: Notice): Promise<Accepted> {
    if (this.#waiting.length >= MAX_WAITING)
      return Promise.reject(new Problem(503, 'retry_later', 'Too many notifications wait to be stored.'));
    const { promise, resolve, reject } = Promise.withResolvers<Accepted>();
    this.#waiting.push({ notice, resolve, reject });
    if (!this.#busy) {
      this.#busy = true;
      setImmediate(() => void this.#run());
    }
    return promise;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, AT_ONCE);
      const failed = await this.#try(batch);
      // One after the other: the one with the fault is found, and the others are stored.
      if (failed && batch.length > 1) for (const one of batch) await this.#alone(one);
      else if (failed) batch[0]?.reject(failed.error);
    }
    this.#busy = false;
  }

  async #alone(one: Waiting): Promise<void> {
    const failed = await this.#try([one]);
    if (failed) one.reject(failed.error);
  }

  async #try(batch: readonly Waiting[]): Promise<{ error: unknown } | null> {
    try {
      const accepted = await this.#store.accept(batch.map(({ notice }) => notice));
      for (const [i, { resolve }] of batch.entries()) resolve(accepted[i] as Accepted);
      return null;
    } catch (error) {
      return { error };
    }
  }
}
