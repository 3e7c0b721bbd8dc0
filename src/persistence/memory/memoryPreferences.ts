import type { PreferenceStore, Preferences } from '../../matchmaking/preferences.ts';

/** Preferences of one process: gone with it. */
export class MemoryPreferences implements PreferenceStore {
  readonly #preferences = new Map<string, Preferences>();

  async get(player: string): Promise<Preferences | null> {
    return structuredClone(this.#preferences.get(player) ?? null);
  }

  async set(player: string, { game, regions, bots }: Preferences): Promise<void> {
    this.#preferences.set(player, { game, regions: { ...regions }, bots });
  }
}
