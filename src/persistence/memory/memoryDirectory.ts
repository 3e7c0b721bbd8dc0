import type { MatchDirectory } from '../../match/directory.ts';
import type { LiveMatch } from '../../match/live.ts';

/** The directory of one process. */
export class MemoryDirectory implements MatchDirectory {
  readonly #matches = new Map<string, LiveMatch>();
  readonly #players = new Map<string, string>();

  async put(match: LiveMatch): Promise<void> {
    this.#matches.set(match.id, structuredClone(match));
  }

  async remove(match: string): Promise<void> {
    this.#matches.delete(match);
    for (const [player, bound] of this.#players) if (bound === match) this.#players.delete(player);
  }

  async find(match: string): Promise<LiveMatch | null> {
    return structuredClone(this.#matches.get(match) ?? null);
  }

  async list(): Promise<LiveMatch[]> {
    return structuredClone([...this.#matches.values()]);
  }

  async claim(player: string, match: string): Promise<string | null> {
    const bound = this.#players.get(player);
    if (bound !== undefined && bound !== match) return bound;
    this.#players.set(player, match);
    return null;
  }

  async release(player: string, match: string): Promise<void> {
    if (this.#players.get(player) === match) this.#players.delete(player);
  }

  async of(player: string): Promise<string | null> {
    return this.#players.get(player) ?? null;
  }
}
