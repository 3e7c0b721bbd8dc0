import type { Blocks, PreferenceStore, Preferences } from '../../../src/matchmaking/preferences.ts';

/** Preferences of one process: gone with it. */
export class MemoryPreferences implements PreferenceStore, Blocks {
  readonly #preferences = new Map<string, Required<Preferences>>();

  async get(player: string): Promise<Preferences | null> {
    return structuredClone(this.#preferences.get(player) ?? null);
  }

  async set(player: string, { game, regions, bots, blocked }: Preferences): Promise<void> {
    const kept = this.#preferences.get(player)?.blocked ?? [];
    this.#preferences.set(player, structuredClone({ game, regions, bots, blocked: blocked ?? kept }));
  }

  async blocksOf(players: readonly string[]): Promise<Map<string, string[]>> {
    const blocks = players.map((player) => [player, this.#preferences.get(player)?.blocked ?? []] as const);
    return new Map(
      blocks.flatMap(([player, blocked]) => (blocked.length > 0 ? [[player, [...blocked]]] : [])),
    );
  }
}
