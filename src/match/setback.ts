import { Fenced } from '../lib/fencing.ts';
import { Trouble } from '../lib/Trouble.ts';

/** What could not be stored is tried again after so long. */
const AGAIN_MS = 500;

interface SetbackNeeds {
  /** Real ms. */
  now(): number;
  log: ConstructorParameters<typeof Trouble>[2];
}

/** What could not be stored of a match, why, and when it is tried again. */
export class Setback {
  readonly #trouble: Trouble;
  readonly #now: () => number;
  #failed = false;
  #error: unknown;
  #againAt = 0;

  /** @param what cannot be stored, as the log has it */
  constructor(what: string, match: string, { now, log }: SetbackNeeds) {
    this.#trouble = new Trouble(what, { match }, log);
    this.#now = now;
  }

  /** What was done could not be stored, and is not yet. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Why, the last time. */
  get error(): unknown {
    return this.#error;
  }

  /** Real ms until it is time to try again; less than 0 when it long is. */
  get againMs(): number {
    return this.#againAt - this.#now();
  }

  /** Everything that was done is stored. */
  over(): void {
    this.#failed = false;
    this.#trouble.worked();
  }

  /** What was done could not be stored. */
  fail(error: unknown): void {
    this.#failed = true;
    this.#error = error;
    this.putOff(error);
  }

  /** Something could not be stored that nobody waits for. */
  putOff(error: unknown): void {
    this.#againAt = this.#now() + AGAIN_MS;
    if (!(error instanceof Fenced)) this.#trouble.failed(error); // that is told already
  }
}
