import type { Log } from '../lib/log.ts';
import { Problem } from '../lib/problem.ts';
import { Trouble } from '../lib/Trouble.ts';
import { isUnavailable } from '../lib/unavailable.ts';
import { DEFAULT_TTL_S, type NewNotification } from './Notifications.ts';

interface OwedNoticesNeeds {
  /** Stores one. Done twice under one key it is done once. */
  send(sender: string, notice: NewNotification): Promise<unknown>;
  now(): number;
  log: Pick<Log, 'warn'>;
}

interface Waiting {
  sender: string;
  notice: NewNotification;
  expiresAt: number;
}

/** More that could not be stored are not kept: the oldest goes. */
const MAX_WAITING = 1000;

/**
 * What parts of the server tell by themselves. Nothing waits for it, and nothing fails with it: while the store is away
 * it is kept here, until it expires, and a process that is killed then forgets it.
 */
export class OwedNotices {
  readonly #needs: OwedNoticesNeeds;
  readonly #trouble: Trouble;
  #waiting: Waiting[] = [];

  constructor(needs: OwedNoticesNeeds) {
    this.#needs = needs;
    this.#trouble = new Trouble('notifications of the server itself are not stored yet', {}, needs.log);
  }

  tell(sender: string, notices: readonly NewNotification[]): void {
    const now = this.#needs.now();
    for (const notice of notices) {
      const waiting = { sender, notice, expiresAt: now + (notice.ttlS ?? DEFAULT_TTL_S) * 1000 };
      this.#send(waiting).catch((error: unknown) => this.#keep(waiting, error));
    }
  }

  /** Stores what could not be stored, one after the other, until that fails once more. Call it each second. */
  async again(): Promise<void> {
    const waiting = this.#waiting;
    for (let one = waiting[0]; one; one = waiting[0]) {
      try {
        await this.#send(one);
      } catch (error) {
        if (mayWorkLater(error)) return;
        this.#giveUp(one, error);
      }
      const at = waiting.indexOf(one);
      if (at >= 0) waiting.splice(at, 1); // else more came than are kept, and it was the oldest
    }
    this.#trouble.worked();
  }

  async #send({ sender, notice, expiresAt }: Waiting): Promise<void> {
    const left = (expiresAt - this.#needs.now()) / 1000;
    if (left > 0) await this.#needs.send(sender, { ...notice, ttlS: left });
  }

  #keep(waiting: Waiting, error: unknown): void {
    if (!mayWorkLater(error)) {
      this.#giveUp(waiting, error);
      return;
    }
    this.#trouble.failed(error);
    this.#waiting.push(waiting);
    if (this.#waiting.length <= MAX_WAITING) return;
    const [oldest] = this.#waiting.splice(0, 1);
    if (oldest) this.#giveUp(oldest, error);
  }

  #giveUp({ sender, notice }: Waiting, error: unknown): void {
    this.#needs.log.warn({ err: error, sender, key: notice.dedupeKey }, 'a notification could not be stored');
  }
}

function mayWorkLater(error: unknown): boolean {
  return error instanceof Problem ? error.status === 503 : isUnavailable(error);
}
