import { NAMELESS } from '../lib/nameless.ts';
import { isUnavailable } from '../lib/unavailable.ts';

/** What these players are called now, in whatever process they were renamed. Who has no account is not in it. */
export type NamesOf = (players: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Names, as those who show one ask for them: nobody keeps one from when a socket opened. */
export interface Names {
  /** For what is said, stored or agreed on now. */
  of: NamesOf;
  /** For what is only listed: a rename in another process may not have been heard of yet. */
  recent: NamesOf;
}

/** A name among those that were asked for. */
export function nameIn(names: ReadonlyMap<string, string>, player: string): string {
  return names.get(player) ?? NAMELESS;
}

interface Named {
  name: string;
}

interface PlayerNamesNeeds {
  byId(player: string): Promise<Named | null>;
  recent(player: string): Promise<Named | null>;
}

/** Names that are kept for when accounts cannot be asked. */
const MAX_KNOWN = 10_000;

/** The names of accounts. While those are away, the names that were known last: people go on talking. */
export class PlayerNames implements Names {
  readonly #accounts: PlayerNamesNeeds;
  /** Oldest first. */
  readonly #known = new Map<string, string>();

  constructor(accounts: PlayerNamesNeeds) {
    this.#accounts = accounts;
  }

  /** @throws what the store throws that is away, when one of them was never asked for */
  readonly of: NamesOf = (players) => this.#look(players, (player) => this.#accounts.byId(player));

  readonly recent: NamesOf = (players) => this.#look(players, (player) => this.#accounts.recent(player));

  async #look(
    players: readonly string[],
    find: (player: string) => Promise<Named | null>,
  ): Promise<ReadonlyMap<string, string>> {
    const all = [...new Set(players)];
    const found = await Promise.all(all.map((player) => this.#name(player, find)));
    return new Map(all.flatMap((player, i) => (found[i] === undefined ? [] : [[player, found[i]]])));
  }

  async #name(player: string, find: (player: string) => Promise<Named | null>): Promise<string | undefined> {
    try {
      const name = (await find(player))?.name;
      if (name !== undefined) this.#keep(player, name);
      return name;
    } catch (error) {
      const known = this.#known.get(player);
      if (known === undefined || !isUnavailable(error)) throw error;
      return known;
    }
  }

  #keep(player: string, name: string): void {
    this.#known.delete(player);
    this.#known.set(player, name);
    const [oldest = player] = this.#known.keys();
    if (this.#known.size > MAX_KNOWN) this.#known.delete(oldest);
  }
}
