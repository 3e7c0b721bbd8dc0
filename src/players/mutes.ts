import type { PlayerUpdates } from './updates.ts';

/** Whom players do not want to hear. */
export interface MuteStore {
  of(player: string): Promise<string[]>;
  /** Those of these players who mute `whom`. */
  muting(whom: string, players: readonly string[]): Promise<string[]>;
  /** @returns whom the player mutes now. @throws Problem 409 `too_many_muted` beyond 200 */
  mute(player: string, whom: string): Promise<string[]>;
  unmute(player: string, whom: string): Promise<string[]>;
}

interface MutesNeeds {
  store: MuteStore;
  /** Whom players never want to meet: those they do not hear either. */
  blocksOf(players: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  updates: PlayerUpdates;
}

/** The type of the note that says whom a player does not hear any more. */
export const UNHEARD = 'unheard';

/**
 * Whom players do not hear, wherever somebody may reach them: it is the player's, not a chat's. Who is blocked at the
 * queue is not heard either; who is only muted may still be met.
 */
export class Mutes {
  readonly #needs: MutesNeeds;

  constructor(needs: MutesNeeds) {
    this.#needs = needs;
  }

  /** Whom the player muted. */
  muted(player: string): Promise<string[]> {
    return this.#needs.store.of(player);
  }

  /** Whom the player does not hear: muted, or blocked. */
  async unheardBy(player: string): Promise<ReadonlySet<string>> {
    const { store, blocksOf } = this.#needs;
    const [muted, blocks] = await Promise.all([store.of(player), blocksOf([player])]);
    return new Set([...muted, ...(blocks.get(player) ?? [])]);
  }

  /** Those of these players who do not hear `from`. */
  async deafTo(from: string, players: readonly string[]): Promise<ReadonlySet<string>> {
    const { store, blocksOf } = this.#needs;
    const [muting, blocks] = await Promise.all([store.muting(from, players), blocksOf(players)]);
    const blocking = players.filter((player) => blocks.get(player)?.includes(from));
    return new Set([...muting, ...blocking]);
  }

  /** @returns whom the player mutes now. @throws Problem 409 `too_many_muted` beyond 200 */
  async mute(player: string, whom: string): Promise<string[]> {
    const muted = await this.#needs.store.mute(player, whom);
    await this.changed(player);
    return muted;
  }

  /** As `mute`, which never fails for being too many. */
  async unmute(player: string, whom: string): Promise<string[]> {
    const muted = await this.#needs.store.unmute(player, whom);
    await this.changed(player);
    return muted;
  }

  /** Tells every room of the player, in every process. Call it when blocks changed. */
  async changed(player: string): Promise<void> {
    const payload = [...(await this.unheardBy(player))];
    await this.#needs.updates.publish(player, { type: UNHEARD, payload });
  }

  /** Tells what `changed` tells. @returns how to stop listening */
  subscribe(player: string, listener: (unheard: ReadonlySet<string>) => void): Promise<() => void> {
    return this.#needs.updates.subscribe(player, ({ type, payload }) => {
      if (type === UNHEARD) listener(new Set(payload));
    });
  }
}
