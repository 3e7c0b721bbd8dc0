import type { Update, Updates } from '../../players/updates.ts';

/** Messages within one process. */
export class MemoryUpdates implements Updates {
  readonly #listeners = new Map<string, Set<(update: Update) => void>>();

  async publish(to: string, update: Update): Promise<void> {
    for (const listener of this.#listeners.get(to) ?? []) listener(update);
  }

  async subscribe<U extends Update>(to: string, told: (update: U) => void): Promise<() => void> {
    const listener = told as (update: Update) => void;
    const listeners = this.#listeners.get(to) ?? new Set();
    this.#listeners.set(to, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(to);
    };
  }
}
