/** A page that was away does not make up for more than so many commands: the server would drop them. */
const MOST = 4;

/**
 * When commands are due: by an absolute schedule, so that frames that come early or late change nothing in the long
 * run.
 */
export class CommandPace {
  readonly #every: number;
  #next: number | null = null;

  /** @param every ms of a command */
  constructor(every: number) {
    this.#every = every;
  }

  /** How many commands are due now, and are not any more. */
  due(now: number): number {
    if (this.#next === null || now - this.#next >= MOST * this.#every) this.#next = now;
    let count = 0;
    for (; this.#next <= now; count++) this.#next += this.#every;
    return count;
  }

  /** How much of the latest command's time is over, 0 to 1. */
  part(now: number): number {
    if (this.#next === null) return 1;
    return Math.min(1, Math.max(0, 1 - (this.#next - now) / this.#every));
  }

  reset(): void {
    this.#next = null;
  }
}
