import { Fenced, Missing } from '../lib/fencing.ts';
import { within } from '../lib/within.ts';

interface BackupWatchOptions {
  /** How long the backup is waited for, in ms. */
  waitMs: number;
  /**
   * How long after an outage the backup may not have been told of every takeover yet, in ms. Who did not ask for so
   * long does not know whether there was one.
   */
  settleMs: number;
  now(): number;
}

/** Whether the backup knows who owns what: not while it is away, nor until owners could tell it what it missed. */
export class BackupWatch {
  readonly #options: BackupWatchOptions;
  #awayAt = Number.NEGATIVE_INFINITY;
  #answeredAt: number | null = null;

  constructor(options: BackupWatchOptions) {
    this.#options = options;
  }

  get sure(): boolean {
    return this.#options.now() - this.#awayAt >= this.#options.settleMs;
  }

  /** The backup's answer, if it comes in time. @throws what it answers, or Error when it does not */
  async soon<T>(answer: Promise<T>): Promise<T> {
    try {
      const answered = await within(this.#options.waitMs, answer);
      this.answered();
      return answered;
    } catch (error) {
      this.failed(error);
      throw error;
    }
  }

  /** The backup answered. A process that was paused wakes up to that: it may have missed an outage. */
  answered(): void {
    const { now, settleMs } = this.#options;
    const before = this.#answeredAt ?? now();
    this.#answeredAt = now();
    if (this.#answeredAt - before > settleMs) this.#awayAt = this.#answeredAt;
  }

  /** The backup failed: it is away, unless it only refused. */
  failed(error: unknown): void {
    if (error instanceof Fenced || error instanceof Missing) return;
    this.#awayAt = this.#options.now();
  }
}
