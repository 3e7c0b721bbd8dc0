import type { PlayerUpdates } from './updates.ts';

/** Whom players do not want to hear. */
export interface MuteStore {
  of(player: string): Promise<string[]>;
  /** Of each of these players who mutes anybody. */
  ofAll(players: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Those of these players who mute `whom`. */
  muting(whom: string, players: readonly string[]): Promise<string[]>;
  /** @returns whom the player mutes now. @throws Problem 409 `too_many_muted` beyond 200 */
  mute(player: string, whom: string): Promise<string[]>;
  unmute(player: string, whom: string): Promise<string[]>;
}

interface MutesNeeds {
  store: MuteStore;
  /** Whom players blocked with their preferences: another way to say the same. */
  blocksOf(players: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  unblock(player: string, whom: string): Promise<void>;
  updates: PlayerUpdates;
}

/** The type of the note that says whom a player does not hear any more. */
export const UNHEARD = 'unheard';

/**
 * Whom players do not hear, wherever somebody may reach them, and are not seated with: it is the player's, not a chat's
 * or a browser's. Muted or blocked is one thing: either says it, and `unmute` takes back both.
 */
export class Mutes {
  readonly #needs: MutesNeeds;

  constructor(needs: MutesNeeds) {
    this.#needs = needs;
  }

  /** Whom the player muted or blocked. */
  async muted(player: string): Promise<string[]> {
    return [...(await this.unheardBy(player))];
  }

  /** Whom the player does not hear: muted, or blocked. */
  async unheardBy(player: string): Promise<ReadonlySet<string>> {
    const { store, blocksOf } = this.#needs;
    const [muted, blocks] = await Promise.all([store.of(player), blocksOf([player])]);
    return new Set([...muted, ...(blocks.get(player) ?? [])]);
  }

  /** The same of each of these players who does not hear somebody: they are kept apart. */
  async unheardByAll(players: readonly string[]): Promise<Map<string, readonly string[]>> {
    const { store, blocksOf } = this.#needs;
    const [muted, blocks] = await Promise.all([store.ofAll(players), blocksOf(players)]);
    const all = new Map(muted);
    for (const [player, blocked] of blocks)
      all.set(player, [...new Set([...(muted.get(player) ?? []), ...blocked])]);
    return all;
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
    await this.#needs.store.mute(player, whom);
    return this.changed(player);
  }

  /** As `mute`, which never fails for being too many. Who was blocked is so no more either. */
  async unmute(player: string, whom: string): Promise<string[]> {
    const { store, unblock } = this.#needs;
    await Promise.all([store.unmute(player, whom), unblock(player, whom)]);
    return this.changed(player);
  }

  /** Tells every room of the player, in every process. Call it when blocks changed. @returns whom the player mutes */
  async changed(player: string): Promise<string[]> {
    const payload = await this.muted(player);
    await this.#needs.updates.publish(player, { type: UNHEARD, payload });
    return payload;
  }

  /** Tells what `changed` tells. @returns how to stop listening */
  subscribe(player: string, listener: (unheard: ReadonlySet<string>) => void): Promise<() => void> {
    return this.#needs.updates.subscribe(player, ({ type, payload }) => {
      if (type === UNHEARD) listener(new Set(payload));
    });
  }
}
