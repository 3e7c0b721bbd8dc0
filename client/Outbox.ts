import type { ActionRequest } from '../src/protocol/action.ts';
import type { Clock } from './Clock.ts';
import { isPassing } from './Http.ts';
import type { ActionReply, GameAction } from './matchView.ts';
import { newId } from './newId.ts';
import { asParlorError, ParlorError } from './ParlorError.ts';
import { backoffMs } from './Retrier.ts';

export type { ActionRequest };

interface OutboxOptions<A, R> {
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
  /** Whether anything can be sent now. Call `flush` when this becomes true. */
  ready: () => boolean;
  /** Sends by whichever transport works. Throws ParlorError. */
  send: (request: Identified<A>) => Promise<R>;
}

/** What is sent, with the id under which it is done once. */
type Identified<A> = A & { request_id: string };

interface Waiting<A, R> {
  request: Identified<A>;
  sent: number;
  resolve: (reply: R) => void;
  reject: (error: ParlorError) => void;
}

/** At most this many actions wait. */
const CAPACITY = 32;
/** An action is sent at most so often; then whatever went wrong is told. */
const MAX_SENDS = 20;
/** The same when the server answers each time that it failed. */
const MAX_FAULTS = 3;
const RETRY = { minMs: 250, maxMs: 5000 };
/** What is lifted by a longer wait is told at once. */
const LONGEST_WAIT_MS = 10_000;

/**
 * Sends actions in their order, one at a time, each until it is answered, always with the same `request_id`: the
 * server does it once, however often it comes and over whichever transport.
 */
export class Outbox<A extends object = GameAction, R = ActionReply> {
  readonly #options: OutboxOptions<A, R>;
  readonly #waiting: Waiting<A, R>[] = [];
  #running = false;
  #closed: ParlorError | null = null;
  #cancelWait = () => {};
  /** The server said when to come back, and it is earlier. */
  #resting = false;

  constructor(options: NoInfer<OutboxOptions<A, R>>) {
    this.#options = options;
  }

  /** @throws ParlorError the refusal; `queue_full`; or what `close` was told */
  send(action: A): Promise<R> {
    return this.resend({ ...action, request_id: newId() });
  }

  /** The same for what has its id already. @throws as `send` */
  resend(request: Identified<A>): Promise<R> {
    if (this.#closed) return Promise.reject(this.#closed);
    if (this.#waiting.length >= CAPACITY) {
      return Promise.reject(
        new ParlorError('queue_full', `${CAPACITY} actions wait for the connection already.`),
      );
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, sent: 0, resolve, reject });
      this.flush();
    });
  }

  /** Goes on sending, unless the server said to wait. */
  flush(): void {
    if (!this.#running && !this.#resting) void this.#run();
  }

  /** Refuses what waits and what comes. */
  close(error: ParlorError): void {
    this.#closed ??= error;
    this.#cancelWait();
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }

  async #run(): Promise<void> {
    const { clock, random, ready } = this.#options;
    this.#running = true;
    this.#cancelWait();
    let again: ParlorError | null = null;
    let tried = 0;
    for (let head = this.#waiting[0]; head && ready() && !again; head = this.#waiting[0]) {
      again = await this.#settle(head);
      tried = head.sent;
    }
    this.#running = false;
    if (!again) return;
    const wait = Math.max(again.retryAfterMs, backoffMs(tried - 1, RETRY.minMs, RETRY.maxMs, random));
    this.#resting = again.retryAfterMs > 0;
    this.#cancelWait = clock.after(wait, () => {
      this.#resting = false;
      this.flush();
    });
  }

  /** Sends one action once. Answers why it has to be sent again, if it has. */
  async #settle(head: Waiting<A, R>): Promise<ParlorError | null> {
    head.sent += 1;
    try {
      head.resolve(await this.#options.send(head.request));
    } catch (thrown) {
      const error = asParlorError(thrown);
      const limit = error.code === 'failed' ? MAX_FAULTS : MAX_SENDS;
      if (mayRepeat(error) && head.sent < limit && !this.#closed) return error;
      head.reject(error);
    }
    if (this.#waiting[0] === head) this.#waiting.shift();
    return null;
  }
}

/**
 * Nobody knows whether it was done: asking again with the same `request_id` tells. Or time lifts the refusal, and it is
 * not long: what was too much at once may be later, and whoever answered faster than people read is judged then. Any
 * other 429 is an answer.
 */
function mayRepeat(error: ParlorError): boolean {
  if (['too_fast', 'rate_limited'].includes(error.code)) return error.retryAfterMs <= LONGEST_WAIT_MS;
  if (['needs_socket', 'unanswered', 'failed', 'retry_later', 'not_loaded'].includes(error.code)) return true;
  return isPassing(error) && error.status !== 429;
}
