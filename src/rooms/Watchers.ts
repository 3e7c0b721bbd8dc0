import { Problem } from '../lib/problem.ts';
import type { CountedClient } from './CountedClient.ts';

/** Places of people who watch a table. */
const MAX_WATCHERS = 100;

/** So many who watch a match that moves are told of it as often as who plays. */
const AT_FULL_RATE = 20;
/** The others are told of so many patches at once: five times a second, or so. */
const PATCHES_AT_ONCE = 6;

/** Each one who watches costs a write for every patch: those who came first see all, the others are told less often. */
export function paceWatchers(clients: readonly object[]): void {
  for (const [place, client] of clients.entries())
    (client as Partial<CountedClient>).joinPatches?.(place < AT_FULL_RATE ? 1 : PATCHES_AT_ONCE);
}

/** Who watches a table: a place per player, which the newest of their sessions has. */
export class Watchers<C extends { sessionId: string }> {
  /** By player. */
  readonly #clients = new Map<string, C>();

  readonly #changed: (size: number) => void;

  /** @param changed told how many watch, whenever somebody came or left */
  constructor(changed: (size: number) => void = () => {}) {
    this.#changed = changed;
  }

  /** Who has one, in the order in which they came. */
  get players(): string[] {
    return [...this.#clients.keys()];
  }

  /** Their sessions, in the same order. */
  get clients(): C[] {
    return [...this.#clients.values()];
  }

  get size(): number {
    return this.#clients.size;
  }

  /**
   * Gives a player's session their place. Answers the session that had it before, to be closed.
   * @throws Problem 409 `too_many_spectators`
   */
  enter(player: string, client: C): C | null {
    const before = this.#clients.get(player);
    if (!before && this.#clients.size >= MAX_WATCHERS) {
      throw new Problem(409, 'too_many_spectators', 'Too many people watch this match.');
    }
    this.#clients.set(player, client);
    this.#changed(this.size);
    return before && before.sessionId !== client.sessionId ? before : null;
  }

  /** True when this session had the place; one that was replaced, or left already, had not. */
  leave(player: string, session: string): boolean {
    if (this.#clients.get(player)?.sessionId !== session) return false;
    this.#clients.delete(player);
    this.#changed(this.size);
    return true;
  }
}
