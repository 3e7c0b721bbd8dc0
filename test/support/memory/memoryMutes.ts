import { MAX_MUTED, tooManyMuted } from '../../../src/persistence/tooManyMuted.ts';
import type { MuteStore } from '../../../src/players/mutes.ts';

/** Mutes of one process: gone with it. */
export class MemoryMutes implements MuteStore {
  readonly #muted = new Map<string, Set<string>>();

  async of(player: string): Promise<string[]> {
    return [...(this.#muted.get(player) ?? [])];
  }

  async ofAll(players: readonly string[]): Promise<Map<string, string[]>> {
    const all = players.map((player): [string, string[]] => [player, [...(this.#muted.get(player) ?? [])]]);
    return new Map(all.filter(([, muted]) => muted.length > 0));
  }

  async muting(whom: string, players: readonly string[]): Promise<string[]> {
    return players.filter((player) => this.#muted.get(player)?.has(whom));
  }

  async mute(player: string, whom: string): Promise<string[]> {
    const muted = this.#muted.get(player) ?? new Set();
    if (!muted.has(whom) && muted.size >= MAX_MUTED) throw tooManyMuted();
    this.#muted.set(player, muted.add(whom));
    return [...muted];
  }

  async unmute(player: string, whom: string): Promise<string[]> {
    this.#muted.get(player)?.delete(whom);
    return this.of(player);
  }
}
