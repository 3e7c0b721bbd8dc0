import type { Log } from '../lib/log.ts';
import { Problem } from '../lib/problem.ts';
import { Trouble } from '../lib/Trouble.ts';
import type { NotificationStore, Received, Tally } from './notification.ts';

export interface ReceiptsNeeds {
  store: Pick<NotificationStore, 'receive'>;
  log: Pick<Log, 'warn'>;
  /** Told how many were new, once they are stored. */
  stored(tallies: readonly Tally[]): void;
}

/** Stored in one go. */
const AT_ONCE = 500;
/** Kept while the store is away. What comes then is not taken: clients say it again. */
const MAX_WAITING = 50_000;
/** Of which a player has so many: one who says more than there is shuts out nobody else. */
const MAX_OF_PLAYER = 2000;

/** What a client said at once, and who waits for it to be stored. */
interface Said {
  left: number;
  stored(): void;
  notYet(error: Error): void;
}

/** Something that is to be stored, and by whom it was said since it was last tried. */
interface Waiting {
  received: Received;
  by: Said[];
}

/** Gathers what players say of notifications, and stores it in batches. */
export class Receipts {
  readonly #needs: ReceiptsNeeds;
  readonly #trouble: Trouble;
  /** By what is said: who says it again while it waits adds nothing. */
  readonly #waiting = new Map<string, Waiting>();
  /** How much of what waits is waited for, by player. */
  readonly #ofPlayer = new Map<string, number>();
  #flushing: Promise<void> | null = null;

  constructor(needs: ReceiptsNeeds) {
    this.#needs = needs;
    this.#trouble = new Trouble('what players say of notifications is not stored yet', {}, needs.log);
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Resolves once it is stored: with the next `flush`, or at once when there is much.
   * @param player who says it all
   * @throws Problem 503 `retry_later` when too much waits, or the store is away. Then it is kept, and may be said
   * again.
   */
  add(player: string, received: readonly Received[]): Promise<void> {
    if (received.length === 0) return Promise.resolve();
    const own = (this.#ofPlayer.get(player) ?? 0) + received.length;
    if (own > MAX_OF_PLAYER || this.#waiting.size + received.length > MAX_WAITING)
      return Promise.reject(notYet());
    this.#ofPlayer.set(player, own);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const said: Said = { left: received.length, stored: resolve, notYet: reject };
    for (const one of received) {
      const key = keyOf(one);
      const known = this.#waiting.get(key);
      if (known) known.by.push(said);
      else this.#waiting.set(key, { received: one, by: [said] });
    }
    if (this.#waiting.size >= AT_ONCE) void this.flush();
    return promise;
  }

  /** Stores what waits. What cannot be stored waits for the next time. Never rejects. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  async #flush(): Promise<void> {
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting.values()].slice(0, AT_ONCE);
      try {
        const fresh = await this.#needs.store.receive(batch.map(({ received }) => received));
        for (const one of batch) this.#settle(one);
        this.#trouble.worked();
        this.#needs.stored(fresh);
      } catch (error) {
        this.#trouble.failed(error);
        this.#refuseAll();
        return;
      }
    }
  }

  #settle({ received, by }: Waiting): void {
    this.#waiting.delete(keyOf(received));
    for (const said of by) {
      this.#count(received.player, -1);
      said.left -= 1;
      if (said.left === 0) said.stored();
    }
  }

  /** It is kept, and nobody waits for it any more. */
  #refuseAll(): void {
    this.#ofPlayer.clear();
    for (const { by } of this.#waiting.values()) for (const said of by.splice(0)) said.notYet(notYet());
  }

  #count(player: string, more: number): void {
    const count = (this.#ofPlayer.get(player) ?? 0) + more;
    if (count > 0) this.#ofPlayer.set(player, count);
    else this.#ofPlayer.delete(player);
  }
}

function keyOf({ player, seq, receipt }: Received): string {
  return `${player} ${seq} ${receipt}`;
}

function notYet(): Problem {
  return new Problem(503, 'retry_later', 'That cannot be stored just now. Say it again.', {
    retry_after_ms: 2000,
  });
}
