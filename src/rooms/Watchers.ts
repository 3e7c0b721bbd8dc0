import { Problem } from '../lib/problem.ts';

/** Places of people who watch a table. */
const MAX_WATCHERS = 100;

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
