import type {
  Blocks,
  PreferenceChange,
  PreferenceStore,
  Preferences,
} from '../../../src/matchmaking/preferences.ts';

const NONE = { regions: {}, bots: false, blocked: [] };

/** Preferences of one process: gone with it. */
export class MemoryPreferences implements PreferenceStore, Blocks {
  readonly #preferences = new Map<string, Required<Preferences>>();

  async get(player: string): Promise<Preferences | null> {
    return structuredClone(this.#preferences.get(player) ?? null);
  }

  async set(player: string, change: PreferenceChange): Promise<Preferences> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const before = this.#preferences.get(player) ?? NONE;
    const set = structuredClone({ ...before, ...Object.fromEntries(given) }) as Required<Preferences>;
    this.#preferences.set(player, set);
    return structuredClone(set);
  }

  async unblock(player: string, whom: string): Promise<void> {
    const set = this.#preferences.get(player);
    if (set) set.blocked = set.blocked.filter((one) => one !== whom);
  }

  async blocksOf(players: readonly string[]): Promise<Map<string, string[]>> {
    const blocks = players.map((player) => [player, this.#preferences.get(player)?.blocked ?? []] as const);
    return new Map(
      blocks.flatMap(([player, blocked]) => (blocked.length > 0 ? [[player, [...blocked]]] : [])),
    );
  }
}
