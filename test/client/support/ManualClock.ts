import type { Clock } from '../../../client/Clock.ts';

/** Time that passes when the test says so. */
export class ManualClock implements Clock {
  #now = 1_000_000;
  readonly #timers = new Map<number, { at: number; fn: () => void }>();
  #last = 0;

  now(): number {
    return this.#now;
  }

  after(ms: number, fn: () => void): () => void {
    this.#last += 1;
    const id = this.#last;
    this.#timers.set(id, { at: this.#now + ms, fn });
    return () => void this.#timers.delete(id);
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Ms from now to the next timer, or null without one. */
  get next(): number | null {
    const times = [...this.#timers.values()].map((timer) => timer.at);
    return times.length === 0 ? null : Math.min(...times) - this.#now;
  }

  /** Lets `ms` pass and fires what becomes due, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers]
        .filter(([, timer]) => timer.at <= end)
        .sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [id, timer] = due;
      this.#timers.delete(id);
      this.#now = timer.at;
      timer.fn();
    }
    this.#now = end;
  }
}
