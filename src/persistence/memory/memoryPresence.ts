import type { Presence } from '../../players/presence.ts';

/** A player who was gone for longer than this is forgotten: gone is gone. */
const FORGET_AFTER_MS = 10 * 60_000;
const SWEEP_EVERY = 1000;

/** Presence of one process. */
export class MemoryPresence implements Presence {
  readonly #now: () => number;
  readonly #since: number;
  readonly #sockets = new Map<string, number>();
  readonly #lastSeen = new Map<string, number>();
  #writes = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  async connected(player: string): Promise<void> {
    this.#sockets.set(player, (this.#sockets.get(player) ?? 0) + 1);
  }

  async disconnected(player: string): Promise<void> {
    const open = (this.#sockets.get(player) ?? 0) - 1;
    if (open > 0) this.#sockets.set(player, open);
    else this.#sockets.delete(player);
    await this.seen(player);
  }

  async seen(player: string): Promise<void> {
    this.#lastSeen.set(player, this.#now());
    this.#writes += 1;
    if (this.#writes % SWEEP_EVERY === 0) this.#sweep();
  }

  async goneFor(player: string): Promise<number> {
    if (this.#sockets.has(player)) return 0;
    // Before this process began nobody looked: who was queued then is gone from the beginning on.
    return this.#now() - (this.#lastSeen.get(player) ?? this.#since);
  }

  async online(): Promise<number> {
    return this.#sockets.size;
  }

  #sweep(): void {
    const before = this.#now() - FORGET_AFTER_MS;
    for (const [player, seen] of this.#lastSeen) if (seen < before) this.#lastSeen.delete(player);
  }
}
