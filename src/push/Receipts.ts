import type { Log } from '../lib/log.ts';
import { Trouble } from '../lib/Trouble.ts';
import type { NotificationStore, Received } from './notification.ts';

export interface ReceiptsNeeds {
  store: Pick<NotificationStore, 'receive'>;
  log: Pick<Log, 'warn'>;
  /** Told of those that were new, once they are stored. */
  stored(received: readonly Received[]): void;
}

/** Stored in one go. */
const AT_ONCE = 500;
/** Kept while the store is away. What comes then is not taken: clients say it again when they are sent it again. */
const MAX_WAITING = 50_000;

/** Gathers what players say of notifications, and stores it in batches. */
export class Receipts {
  readonly #needs: ReceiptsNeeds;
  readonly #trouble: Trouble;
  #waiting: Received[] = [];
  #flushing: Promise<void> | null = null;

  constructor(needs: ReceiptsNeeds) {
    this.#needs = needs;
    this.#trouble = new Trouble('what players say of notifications is not stored yet', {}, needs.log);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** False when it was not taken: too much waits already. Stored with the next `flush`, or at once when there is much. */
  add(received: readonly Received[]): boolean {
    if (this.#waiting.length + received.length > MAX_WAITING) return false;
    this.#waiting.push(...received);
    if (this.#waiting.length >= AT_ONCE) void this.flush();
    return true;
  }

  /** Stores what waits. What cannot be stored waits for the next time. Never rejects. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, AT_ONCE);
      try {
        const fresh = await this.#needs.store.receive(batch);
        this.#waiting.splice(0, batch.length);
        this.#trouble.worked();
        this.#needs.stored(fresh);
      } catch (error) {
        this.#trouble.failed(error);
        return;
      }
    }
  }
}
