import { Batches } from '../lib/Batches.ts';
import type { Log } from '../lib/log.ts';
import type { Notification } from './notification.ts';

interface PlansNeeds {
  /** Stores what is to be done for some. Done twice it is done once. */
  store(notifications: readonly Notification[]): Promise<void>;
  now(): number;
  log: Pick<Log, 'warn'>;
}

/** More that could not be stored are not kept: the oldest goes. */
const MAX_WAITING = 1000;
/** Stored again in one go. */
const AT_ONCE = 100;
/** Between attempts, doubled each time. */
const RETRY_MS = { first: 1000, most: 60_000 };

/** Has those planned for who are to be told while the page is closed, and again when that fails, until they expire. */
export class Plans {
  readonly #needs: PlansNeeds;
  readonly #batches: Batches<Notification>;
  #waiting: Notification[] = [];
  #failures = 0;
  #restUntil = 0;

  constructor(needs: PlansNeeds) {
    this.#needs = needs;
    this.#batches = new Batches({
      run: async (notifications) => {
        await needs.store(notifications);
        return notifications.map(() => null);
      },
      atOnce: 1,
      bytes: () => 0,
    });
  }

  /** Nothing waits for this: a process that dies before it is stored forgets it. */
  add(notification: Notification): void {
    this.#batches.add(notification).catch((error: unknown) => this.#keep(notification, error));
  }

  /** Stores what could not be stored before, unless it is too early. @throws what the store throws: it stays */
  async again(): Promise<void> {
    const { store, now } = this.#needs;
    this.#waiting = this.#waiting.filter(({ expiresAt }) => expiresAt > now());
    if (now() < this.#restUntil) return;
    while (this.#waiting.length > 0) {
      const some = new Set(this.#waiting.slice(0, AT_ONCE));
      try {
        await store([...some]);
      } catch (error) {
        this.#rest();
        throw error;
      }
      this.#failures = 0;
      this.#waiting = this.#waiting.filter((one) => !some.has(one));
    }
  }

  #keep(notification: Notification, error: unknown): void {
    const { log } = this.#needs;
    if (this.#waiting.length === 0) {
      this.#failures = 0;
      this.#rest();
    }
    this.#waiting.push(notification);
    if (this.#waiting.length <= MAX_WAITING) return;
    const dropped = this.#waiting.shift();
    log.warn({ err: error, seq: dropped?.seq }, 'a web push was given up: too many wait to be planned');
  }

  #rest(): void {
    const ms = Math.min(RETRY_MS.first * 2 ** this.#failures, RETRY_MS.most);
    this.#restUntil = this.#needs.now() + ms;
    this.#failures += 1;
  }
}
