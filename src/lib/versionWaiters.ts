interface Waiter {
  since: number;
  resolve(): void;
  timer: NodeJS.Timeout;
}

/** With so many waiting, others are not kept: they get what there is. */
const MAX_WAITERS = 1000;

/**
 * Holds those who ask for something newer than they have, until there is, or their time is up. One per key: the newest
 * wins.
 */
export class VersionWaiters {
  readonly #waiters = new Map<string, Waiter>();

  /**
   * Resolves when `wake` tells of a version above `since`, after `ms`, or when the same key asks again.
   * @param always waits however many there are
   */
  wait(key: string, since: number, ms: number, always = false): Promise<void> {
    this.#waiters.get(key)?.resolve();
    if (!always && this.#waiters.size >= MAX_WAITERS) return Promise.resolve();
    return new Promise((done) => {
      const waiter: Waiter = {
        since,
        timer: setTimeout(() => waiter.resolve(), ms),
        resolve: () => {
          clearTimeout(waiter.timer);
          if (this.#waiters.get(key) === waiter) this.#waiters.delete(key);
          done();
        },
      };
      this.#waiters.set(key, waiter);
    });
  }

  /** Nobody waits under this key any more. */
  end(key: string): void {
    this.#waiters.get(key)?.resolve();
  }

  wake(version: number): void {
    for (const waiter of [...this.#waiters.values()]) if (version > waiter.since) waiter.resolve();
  }
}
