import type { MatchId, PlayerId } from '../lib/ids.ts';
import { isolated } from '../lib/isolated.ts';
import { Problem } from '../lib/problem.ts';
import type { CounterOf } from '../lib/rateLimit.ts';
import type { Mutes } from '../players/mutes.ts';
import { type NamesOf, nameIn, type Shown, shownIn } from '../players/playerNames.ts';
import { type TellPlayer, tellQuietly } from '../players/updates.ts';
import type { ChatLine } from '../protocol/chat.ts';
import type { PartyView } from '../protocol/party.ts';
import type { Invitation } from '../push/ownNotices.ts';
import type { Parties, PartyGlance, PartyPlayer } from './parties.ts';
import type { Party, PartyStore, Together } from './party.ts';
import { PartyChanges, refuseLookAlike, stillReady, TRIES, without, withShownOut } from './partyChanges.ts';
import { PartyChat } from './partyChat.ts';
import { PartyDoor } from './partyDoor.ts';
import { crowded, notLeader, partyChanged } from './partyProblems.ts';
import { PartyTelling } from './partyTelling.ts';
import { type NamedPlayer, type PrivateTable, privateTable, type Seating } from './privateTable.ts';

/** What parties need of the rest. */
interface PartyNeeds {
  store: PartyStore;
  namesOf: NamesOf;
  mutes: Pick<Mutes, 'unheardBy' | 'deafTo'>;
  /** The games that can be queued for; the first is played when none is named. */
  games: readonly Seating[];
  /**
   * Takes a player out of the queue, and with them their party, by the doing of `by`. Nothing when they are not in it.
   */
  unqueue(player: PlayerId, by: PlayerId): Promise<void>;
  /**
   * Opens a table for these people alone and calls them to it; its match's id. Without it there are none.
   * @throws Problem 409 `already_in_match`
   */
  openPrivate?: ((table: PrivateTable) => Promise<MatchId>) | undefined;
  tell: TellPlayer;
  log: { warn(context: object, message: string): void };
  /** Somebody was invited who may not be here. Must not throw. */
  invited?: ((whom: string, invitation: Invitation) => void) | undefined;
  /** All are ready, and the leader, who may not be here, could start. Must not throw. */
  allReady?: ((leader: PlayerId, party: Pick<Party, 'id' | 'game'>) => void) | undefined;
  now(): number;
  newId(): string;
  newCode(): string;
  counterOf?: CounterOf | undefined;
}

/** A party that nobody touched for so long is forgotten. */
const IDLE_MS = 12 * 60 * 60_000;

/** Friends who queue together. Whatever changes who is in a party, or its game, takes it out of the queue. */
export class PartyService implements Parties {
  readonly #needs: PartyNeeds;
  readonly #changes: PartyChanges;
  readonly #telling: PartyTelling;
  readonly #door: PartyDoor;
  readonly #chat: PartyChat;

  constructor(given: PartyNeeds) {
    // What is told is stored by then: who asked for it is answered, whether others could be told or not.
    const needs = { ...given, tell: tellQuietly(given.tell, given.log) };
    this.#needs = needs;
    this.#changes = new PartyChanges(needs.store, needs.now);
    this.#telling = new PartyTelling(needs);
    this.#door = new PartyDoor({
      ...needs,
      changes: this.#changes,
      telling: this.#telling,
      unqueue: (player, by) => this.#unqueue(player, by),
    });
    this.#chat = new PartyChat({ ...needs, changes: this.#changes });
  }

  async of(player: PlayerId): Promise<PartyView | null> {
    const party = await this.#needs.store.of(player);
    return party && this.#telling.view(party);
  }

  async create(player: PartyPlayer, game = this.#needs.games[0]?.name ?? ''): Promise<PartyView> {
    this.#game(game);
    const { store, now, newId, newCode } = this.#needs;
    await store.forget(now() - IDLE_MS);
    for (let tried = 0; tried < TRIES; tried += 1) {
      const known = await store.of(player.id);
      if (known) return this.#telling.view(known);
      const party: Party = {
        id: newId(),
        leader: player.id,
        code: newCode(),
        members: [{ id: player.id, ready: true }],
        invited: [],
        game,
        version: 1,
        touchedAt: now(),
      };
      if (!(await store.byCode(party.code)) && (await store.put(party))) return this.#telling.told(party);
    }
    throw crowded();
  }

  look(code: string, address: string): Promise<PartyGlance | null> {
    return this.#door.look(code, address);
  }

  joinByCode(player: PartyPlayer, code: string, address: string): Promise<PartyView> {
    return this.#door.joinByCode(player, code, address);
  }

  invite(player: PartyPlayer, whom: PlayerId): Promise<PartyView> {
    return this.#door.invite(player, whom);
  }

  acceptInvitation(player: PartyPlayer, from: PlayerId): Promise<PartyView> {
    return this.#door.acceptInvitation(player, from);
  }

  async renaming(player: { id: PlayerId; name: string }): Promise<void> {
    const party = await this.#needs.store.of(player.id);
    if (party) refuseLookAlike(party, await this.#telling.names(party), player);
  }

  async ready(player: PlayerId, ready: boolean): Promise<PartyView> {
    const party = await this.#changes.change(player, (party) => {
      const members = party.members.map((one) => (one.id === player ? { ...one, ready } : one));
      return { ...party, members };
    });
    const others = party.members.filter(({ id }) => id !== party.leader);
    if (ready && others.length > 0 && others.every((one) => one.ready))
      this.#needs.allReady?.(party.leader, party);
    if (!ready && party.leader !== player) await this.#unqueue(player);
    return this.#telling.told(party);
  }

  async leave(player: PlayerId): Promise<void> {
    if (!(await this.#needs.store.of(player))) return;
    await this.#endingSearch(player, player, () => this.#without(player, player));
    await this.#needs.tell(player, 'party', { party: null });
  }

  async kick(player: PlayerId, whom: PlayerId): Promise<PartyView> {
    const before = await this.#changes.own(player);
    if (before.leader !== player) throw notLeader();
    if (whom === player || !before.members.some(({ id }) => id === whom)) return this.#telling.view(before);
    const party = await this.#endingSearch(whom, player, () => this.#without(whom, player));
    await this.#needs.tell(whom, 'party', { party: null });
    return this.#telling.view(party ?? before);
  }

  async setGame(player: PlayerId, game: string): Promise<PartyView> {
    this.#game(game);
    const before = await this.#changes.own(player);
    if (before.leader !== player) throw notLeader();
    if (before.game === game) return this.#telling.view(before);
    return this.#endingSearch(player, player, () => this.#lead(player, (party) => ({ ...party, game })));
  }

  async renewCode(player: PlayerId): Promise<PartyView> {
    return this.#lead(player, (party) => ({ ...party, code: this.#needs.newCode() }));
  }

  async lock(player: PlayerId, locked: boolean): Promise<PartyView> {
    return this.#lead(player, (party) => ({ ...party, locked }));
  }

  say(player: PartyPlayer, text: string): Promise<{ id: number }> {
    return this.#chat.say(player, text);
  }

  async said(player: PlayerId): Promise<readonly ChatLine[]> {
    const party = await this.#needs.store.of(player);
    return party ? this.#telling.linesFor(player, party) : [];
  }

  async renamed(player: PlayerId): Promise<void> {
    const party = await this.#needs.store.of(player);
    if (party) await this.#telling.told(party);
  }

  /**
   * Everybody who is queued when this player queues, the player first; `party` is null for one who is alone.
   * @throws Problem 403 `not_leader`; 409 `party_not_ready` with `waiting_for`, names
   */
  async membersToQueue(player: PartyPlayer): Promise<Together> {
    const { store, namesOf } = this.#needs;
    const party = await store.of(player.id);
    const unchanged = async () => stillReady(party, await store.of(player.id));
    if (!party || party.members.length === 1) {
      return { party: null, members: withNames([player.id], await namesOf([player.id])), unchanged };
    }
    return { party: party.id, members: await this.#gathered(party, player), unchanged };
  }

  async start(player: PartyPlayer, bots: boolean): Promise<{ match_id: string }> {
    const { openPrivate, store } = this.#needs;
    if (!openPrivate) throw new Problem(503, 'no_private_tables', 'There are no private tables here.');
    const party = await this.#changes.own(player.id);
    const table = privateTable(this.#game(party.game), await this.#gathered(party, player), bots);
    await Promise.all(table.players.map(({ id }) => this.#unqueue(id, player.id)));
    if (!stillReady(party, await store.of(player.id))) throw partyChanged();
    return { match_id: await openPrivate(table) };
  }

  /** All members, the leader, who asks, first. @throws Problem 403 `not_leader`; 409 `party_not_ready` */
  async #gathered(party: Party, leader: PartyPlayer): Promise<NamedPlayer[]> {
    if (party.leader !== leader.id) throw notLeader();
    const others = party.members.filter(({ id }) => id !== leader.id);
    const players = [leader, ...others].map(({ id }) => id);
    const names = await this.#needs.namesOf(players);
    const late = others.filter(({ ready }) => !ready).map(({ id }) => nameIn(names, id));
    if (late.length > 0) {
      const message = `Not ready yet: ${late.map(isolated).join(', ')}.`;
      throw new Problem(409, 'party_not_ready', message, { waiting_for: late });
    }
    const touched = { ...party, version: party.version + 1, touchedAt: this.#needs.now() };
    await this.#needs.store.put(touched); // another change touches it just as well
    return withNames(players, names);
  }

  /** Takes a member out, for `by`; null when nobody is left. */
  async #without(whom: PlayerId, by: PlayerId): Promise<Party | null> {
    const { store, newCode } = this.#needs;
    for (let tried = 0; tried < TRIES; tried += 1) {
      const party = await store.of(whom);
      if (!party) return store.of(by);
      if (by !== whom && party.leader !== by) throw notLeader();
      const next = by === whom ? without(party, whom) : withShownOut(party, whom, newCode());
      if (!next) {
        if (await store.remove(party.id, party.version)) return null;
        continue;
      }
      const changed = await this.#changes.put(next);
      if (!changed) continue;
      await this.#telling.told(changed);
      return changed;
    }
    throw crowded();
  }

  /** A change that is the leader's to make. */
  async #lead(player: PlayerId, change: (party: Party) => Party): Promise<PartyView> {
    const party = await this.#changes.change(player, (party) => {
      if (party.leader !== player) throw notLeader();
      return change(party);
    });
    return this.#telling.told(party);
  }

  /**
   * Makes a change that ends a party's search. It is taken out of the queue before, so that who could not be taken out
   * can ask again, and after it, as its leader may have queued meanwhile.
   */
  async #endingSearch<T>(player: PlayerId, by: PlayerId, change: () => Promise<T>): Promise<T> {
    await this.#unqueue(player, by);
    const changed = await change();
    await this.#unqueue(player, by);
    return changed;
  }

  /** A party changes whatever the queue says: one who has a table already keeps it. */
  async #unqueue(player: PlayerId, by = player): Promise<void> {
    await this.#needs.unqueue(player, by).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
    });
  }

  #game(game: string): Seating {
    const found = this.#needs.games.find(({ name }) => name === game);
    if (!found) throw new Problem(404, 'unknown_game', 'There is no such game.');
    return found;
  }
}

function withNames(players: readonly string[], names: ReadonlyMap<string, Shown>): NamedPlayer[] {
  return players.map((id) => ({ id, ...shownIn(names, id) }));
}
