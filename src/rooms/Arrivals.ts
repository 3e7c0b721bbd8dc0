import { Problem } from '../lib/problem.ts';

interface ArrivalsNeeds {
  /** Calls once, later. @returns how not to */
  after(ms: number, work: () => void): () => void;
}

/** Worked for at once: more make everybody slower and nobody sooner. */
const AT_ONCE = 24;
/** Who wait for a seat. More are asked to come again. */
const MAX_WAITING = 10_000;
/** So long one waits for a seat, in ms. */
const WAIT_MS = 20_000;
/** One that takes longer waits for something else by then, and keeps nobody from coming in. */
const WORK_MS = 1000;

interface Waiting {
  start(): void;
  refuse(error: Error): void;
}

/**
 * The line at the door of a process. When more come than it can let in, those who have a seat go first, before the seat
 * runs out, and the others wait for one in the order in which they came: who is worked for is in soon.
 */
export class Arrivals {
  readonly #needs: ArrivalsNeeds;
  readonly #seated: Waiting[] = [];
  /** In the order in which they came. Who gives up is taken out. */
  readonly #unseated = new Set<Waiting>();
  #working = 0;

  constructor(needs: ArrivalsNeeds) {
    this.#needs = needs;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#seated.length + this.#unseated.size;
  }

  /** Lets one in who has a seat. */
  letIn<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#seated.push({ start: () => this.#work(work).then(resolve, reject), refuse: reject });
      this.#next();
    });
  }

  /**
   * Gives a seat to one who asks for it, when it is their turn.
   * @param gone the one who asks is not there any more
   * @throws Problem 503 `retry_later` when too many wait, or for too long; what `work` throws
   */
  seat<T>(work: () => Promise<T>, gone: AbortSignal): Promise<T> {
    if (this.#unseated.size >= MAX_WAITING) return Promise.reject(comeAgain());
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#unseated.delete(one);
        stopWaiting();
        gone.removeEventListener('abort', left);
      };
      const one: Waiting = {
        start: () => {
          leave();
          this.#work(work).then(resolve, reject);
        },
        refuse: (error) => {
          leave();
          reject(error);
        },
      };
      const left = () => one.refuse(comeAgain());
      const stopWaiting = this.#needs.after(WAIT_MS, () => one.refuse(comeAgain()));
      gone.addEventListener('abort', left);
      this.#unseated.add(one);
      if (gone.aborted) left();
      this.#next();
    });
  }

  #next(): void {
    while (this.#working < AT_ONCE) {
      const [first] = this.#unseated;
      const one = this.#seated.shift() ?? first;
      if (!one) return;
      this.#unseated.delete(one);
      one.start();
    }
  }

  #work<T>(work: () => Promise<T>): Promise<T> {
    this.#working += 1;
    let counted = true;
    const done = () => {
      if (!counted) return;
      counted = false;
      stop();
      this.#working -= 1;
      this.#next();
    };
    const stop = this.#needs.after(WORK_MS, done);
    return work().finally(done);
  }
}

function comeAgain(): Problem {
  return new Problem(503, 'retry_later', 'Many come at once. Try again in a moment.', {
    retry_after_ms: 2000,
  });
}
