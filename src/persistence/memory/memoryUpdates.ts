import type { PlayerUpdate, PlayerUpdates } from '../../players/updates.ts';

/** Messages within one process. */
export class MemoryUpdates implements PlayerUpdates {
  readonly #listeners = new Map<string, Set<(update: PlayerUpdate) => void>>();

  async publish(player: string, update: PlayerUpdate): Promise<void> {
    for (const listener of this.#listeners.get(player) ?? []) listener(update);
  }

  async subscribe(player: string, listener: (update: PlayerUpdate) => void): Promise<() => void> {
    const listeners = this.#listeners.get(player) ?? new Set();
    this.#listeners.set(player, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(player);
    };
  }
}
