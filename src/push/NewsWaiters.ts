/** Those who wait until something may have come for a player. */
export class NewsWaiters {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** `came` resolves as soon as something may have come for a player, after `ms`, or at `stop`. */
  waitFor(player: string, ms: number): { came: Promise<void>; stop(): void } {
    const { promise: came, resolve } = Promise.withResolvers<void>();
    const waiting = this.#waiting.get(player) ?? new Set();
    const stop = () => {
      clearTimeout(timer);
      waiting.delete(stop);
      if (waiting.size === 0 && this.#waiting.get(player) === waiting) this.#waiting.delete(player);
      resolve();
    };
    const timer = setTimeout(stop, ms);
    this.#waiting.set(player, waiting.add(stop));
    return { came, stop };
  }

  /** What ends the waits of these players, or of all. */
  of(players: readonly string[] | null): (() => void)[] {
    return [...(players ?? this.#waiting.keys())].flatMap((player) => [...(this.#waiting.get(player) ?? [])]);
  }
}
