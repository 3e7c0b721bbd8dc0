import type { Clock } from '../../../client/Clock.ts';

/** Time that passes when the test says so. */
export class ManualClock implements Clock {
  #now = 1_000_000;
  readonly #timers = new Map<number, { at: number; fn: () => void }>();
  readonly #watchers = new Set<(ms: number) => void>();
  #last = 0;

  now(): number {
    return this.#now;
  }

  after(ms: number, fn: () => void): () => void {
    this.#last += 1;
    const id = this.#last;
    this.#timers.set(id, { at: this.#now + ms, fn });
    for (const watcher of [...this.#watchers]) watcher(ms);
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

  /** Resolves when a timer of such a length is set from now on. */
  isSet(wanted: (ms: number) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watcher = (ms: number) => {
        if (!wanted(ms)) return;
        this.#watchers.delete(watcher);
        resolve();
      };
      this.#watchers.add(watcher);
    });
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

  /** Lets `ms` pass without firing anything: the machine sleeps. */
  sleep(ms: number): void {
    this.#now += ms;
  }
}
