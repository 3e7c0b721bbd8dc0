import { NAMELESS } from '../lib/nameless.ts';
import { isUnavailable } from '../lib/unavailable.ts';
import { faceOf } from '../protocol/face.ts';

/** How a player shows to others. */
export interface Shown {
  name: string;
  face: string;
}

/**
 * What these players are called now and how they look, in whatever process they changed it. Who has no account is not
 * in it.
 */
export type NamesOf = (players: readonly string[]) => Promise<ReadonlyMap<string, Shown>>;

/** Names, as those who show one ask for them: nobody keeps one from when a socket opened. */
export interface Names {
  /** For what is said, stored or agreed on now. */
  of: NamesOf;
  /** For what is only listed: a rename in another process may not have been heard of yet. */
  recent: NamesOf;
}

/** A name among those that were asked for. */
export function nameIn(names: ReadonlyMap<string, Shown>, player: string): string {
  return names.get(player)?.name ?? NAMELESS;
}

/** Name and face among those that were asked for. */
export function shownIn(names: ReadonlyMap<string, Shown>, player: string): Shown {
  return names.get(player) ?? { name: NAMELESS, face: faceOf(player) };
}

interface Named {
  name: string;
  face: string | null;
}

interface PlayerNamesNeeds {
  byId(player: string): Promise<Named | null>;
  recent(player: string): Promise<Named | null>;
}

/** Names that are kept for when accounts cannot be asked. */
const MAX_KNOWN = 10_000;

/** Names and faces of accounts. While those are away, what was known last: people go on talking. */
export class PlayerNames implements Names {
  readonly #accounts: PlayerNamesNeeds;
  /** Oldest first. */
  readonly #known = new Map<string, Shown>();

  constructor(accounts: PlayerNamesNeeds) {
    this.#accounts = accounts;
  }

  /** @throws what the store throws that is away, when one of them was never asked for */
  readonly of: NamesOf = (players) => this.#look(players, (player) => this.#accounts.byId(player));

  readonly recent: NamesOf = (players) => this.#look(players, (player) => this.#accounts.recent(player));

  async #look(
    players: readonly string[],
    find: (player: string) => Promise<Named | null>,
  ): Promise<ReadonlyMap<string, Shown>> {
    const all = [...new Set(players)];
    const found = await Promise.all(all.map((player) => this.#name(player, find)));
    return new Map(all.flatMap((player, i) => (found[i] === undefined ? [] : [[player, found[i]]])));
  }

  async #name(player: string, find: (player: string) => Promise<Named | null>): Promise<Shown | undefined> {
    try {
      const found = await find(player);
      if (!found) return undefined;
      const shown = { name: found.name, face: faceOf(player, found.face) };
      this.#keep(player, shown);
      return shown;
    } catch (error) {
      const known = this.#known.get(player);
      if (known === undefined || !isUnavailable(error)) throw error;
      return known;
    }
  }

  #keep(player: string, shown: Shown): void {
    this.#known.delete(player);
    this.#known.set(player, shown);
    const [oldest = player] = this.#known.keys();
    if (this.#known.size > MAX_KNOWN) this.#known.delete(oldest);
  }
}
