import type { Clock } from './Clock.ts';
import { type HttpOptions, isPassing } from './Http.ts';
import { asParlorError, type ParlorError } from './ParlorError.ts';
import { Retrier } from './Retrier.ts';

interface PollerOptions<A> {
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
  /** Asks; with the last answer for something newer. Without, it is answered at once. */
  ask: (last: A | null, options: HttpOptions) => Promise<A>;
  answered: (answer: A) => void;
  /** `working` changed. */
  changed: () => void;
  /** Tabs take turns when they are too many to wait at once: who had to give way asks again later. */
  givesWay?: boolean;
  /** The server will not tell: there is nothing any more, or one may not see it. */
  refused: (error: ParlorError) => void;
}

/** The server holds a poll for 25 s at most. */
const TIMEOUT_MS = 35_000;
/** Time between polls: what changes all the time is seen this often. */
const GAP_MS = 250;
/** The same when the server lets nobody wait, as too many do: it answers at once, with nothing new. */
const CROWDED_GAP_MS = { from: 2000, to: 5000 };
const AT_ONCE_MS = 1000;
const RETRY = { minMs: 500, maxMs: 15_000 };

/** Follows over HTTP what changes, by long-polling. */
export class LongPoller<A extends { version: number }> {
  readonly #options: PollerOptions<A>;
  readonly #retrier: Retrier;
  #abort: AbortController | null = null;
  #last: A | null = null;
  #working = false;
  #unreachable = false;
  /** The server had nothing new and did not wait for it. */
  #crowded = false;

  constructor(options: PollerOptions<A>) {
    this.#options = options;
    this.#retrier = new Retrier({ ...options, ...RETRY, attempt: () => this.#follow() });
  }

  /** The latest poll was answered. */
  get working(): boolean {
    return this.#working;
  }

  /** The server did not answer the latest poll. */
  get unreachable(): boolean {
    return this.#unreachable;
  }

  /** Starts, unless it runs. The first poll is answered at once. */
  start(): void {
    if (this.#abort) return;
    this.#abort = new AbortController();
    this.#last = null;
    this.#retrier.reset();
    void this.#retrier.start();
  }

  wake(): void {
    if (!this.#working) this.#retrier.wake();
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#retrier.stop();
    this.#working = false;
    this.#unreachable = false;
  }

  /** Polls until something fails. */
  async #follow(): Promise<boolean | number> {
    const abort = this.#abort;
    while (abort && abort === this.#abort) {
      try {
        await this.#poll(abort.signal);
      } catch (error) {
        if (abort !== this.#abort) return true;
        return this.#failed(asParlorError(error));
      }
      if (!abort.signal.aborted) await this.#gap(abort.signal);
    }
    return true;
  }

  async #poll(signal: AbortSignal): Promise<void> {
    const { ask, answered, changed, clock } = this.#options;
    const askedAt = clock.now();
    const answer = await ask(this.#last, { timeoutMs: TIMEOUT_MS, signal });
    if (signal.aborted) return;
    this.#crowded = answer.version === this.#last?.version && clock.now() - askedAt < AT_ONCE_MS;
    this.#last = answer;
    this.#retrier.reset();
    if (!this.#working) {
      this.#working = true;
      this.#unreachable = false;
      changed();
    }
    answered(answer);
  }

  #gap(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const { clock, random } = this.#options;
      const { from, to } = CROWDED_GAP_MS;
      const cancel = clock.after(this.#crowded ? from + random() * (to - from) : GAP_MS, end);
      signal.addEventListener('abort', end);
    });
  }

  #failed(error: ParlorError): boolean | number {
    this.#working = false;
    this.#unreachable = error.code === 'unreachable';
    this.#last = null; // the next poll is answered at once, and shows that polling works again
    if (isPassing(error) || (this.#options.givesWay && error.code === 'superseded')) {
      this.#options.changed();
      return error.retryAfterMs || false;
    }
    this.stop();
    this.#options.refused(error);
    return true;
  }
}
