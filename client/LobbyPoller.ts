import type { Api } from './Api.ts';
import type { Clock } from './Clock.ts';
import { isPassing } from './Http.ts';
import { asParlorError, ParlorError } from './ParlorError.ts';
import { Retrier } from './Retrier.ts';

interface LobbyPollerOptions {
  api: Pick<Api, 'statistics'>;
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
  /** How many wait in all queues. */
  queued: (queued: number) => void;
  /** `working` or `error` changed. */
  changed: () => void;
}

/** Time between two questions. */
const EVERY_MS = 5000;
const RETRY = { minMs: 500, maxMs: 15_000 };

/** Asks for what HTTP knows of the lobby, and so whether the server is there, while no socket tells. */
export class LobbyPoller {
  readonly #options: LobbyPollerOptions;
  readonly #retrier: Retrier;
  #running = false;
  #working = false;
  #error: ParlorError | null = null;
  #cancelNext = () => {};

  constructor(options: LobbyPollerOptions) {
    this.#options = options;
    this.#retrier = new Retrier({ ...options, ...RETRY, attempt: () => this.#ask() });
  }

  /** It was started, and neither stopped nor refused. */
  get running(): boolean {
    return this.#running;
  }

  /** The latest question was answered. */
  get working(): boolean {
    return this.#working;
  }

  /** Why the latest question was not answered, null when it was. */
  get error(): ParlorError | null {
    return this.#error;
  }

  /** Starts at once, unless it runs. Resolves when the first question is over, however it went. */
  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#retrier.reset();
    await this.#retrier.start();
  }

  /** Starts in a while, unless it runs. */
  startLater(): void {
    if (this.#running) return;
    this.#running = true;
    this.#askLater();
  }

  /** Asks now when the latest question was not answered. */
  wake(): void {
    this.#retrier.wake();
  }

  stop(): void {
    this.#running = false;
    this.#working = false;
    this.#error = null;
    this.#cancelNext();
    this.#retrier.stop();
  }

  /** True until the next question is due, or when there is none any more. */
  async #ask(): Promise<boolean | number> {
    const { api, queued, changed } = this.#options;
    const answer = await api.statistics().catch(asParlorError);
    if (!this.#running) return true;
    const error = answer instanceof ParlorError ? answer : null;
    const other = this.#working !== (error === null) || this.#error?.code !== error?.code;
    this.#working = error === null;
    this.#error = error;
    if (error && !isPassing(error)) this.#running = false;
    if (!(answer instanceof ParlorError)) {
      queued(answer.reduce((sum, of) => sum + of.queue_length, 0));
      this.#askLater();
    }
    if (other) changed();
    return error === null || !this.#running || error.retryAfterMs || false;
  }

  #askLater(): void {
    this.#cancelNext = this.#options.clock.after(EVERY_MS, () => {
      this.#retrier.reset();
      void this.#retrier.start();
    });
  }
}
