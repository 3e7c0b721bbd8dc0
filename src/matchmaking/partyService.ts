import { isolated } from '../lib/isolated.ts';
import { Problem } from '../lib/problem.ts';
import { type CounterOf, RateLimit } from '../lib/rateLimit.ts';
import type { Mutes } from '../players/mutes.ts';
import { type NamesOf, nameIn } from '../players/playerNames.ts';
import type { TellPlayer } from '../players/updates.ts';
import type { ChatLine } from '../protocol/chat.ts';
import type { PartyView } from '../protocol/party.ts';
import { type Parties, type PartyGlance, type PartyPlayer, partyGlance, partyView } from './parties.ts';
import { MAX_PARTY, type Party, type PartyStore } from './party.ts';
import { namesApart, PartyChanges, refuseLookAlike, TRIES, without, withShownOut } from './partyChanges.ts';
import { PartyChat } from './partyChat.ts';
import { partyCode } from './partyCode.ts';
import {
  crowded,
  notLeader,
  partyFull,
  partyLocked,
  shownOut,
  spend,
  tooManyCodes,
  unknownParty,
} from './partyProblems.ts';
import { type NamedPlayer, type PrivateTable, privateTable, type Seating } from './privateTable.ts';

/** What parties need of the rest. */
export interface PartyNeeds {
  store: PartyStore;
  namesOf: NamesOf;
  mutes: Pick<Mutes, 'unheardBy' | 'deafTo'>;
  /** The games that can be queued for; the first is played when none is named. */
  games: readonly Seating[];
  /** Takes a player out of the queue, and with them their party, by the doing of `by`. Nothing when they are not in it. */
  unqueue(player: string, by: string): Promise<void>;
  /**
   * Opens a table for these people alone and calls them to it; its match's id. Without it there are none.
   * @throws Problem 409 `already_in_match`
   */
  openPrivate?: ((table: PrivateTable) => Promise<string>) | undefined;
  tell: TellPlayer;
  now(): number;
  newId(): string;
  newCode(): string;
  counterOf?: CounterOf | undefined;
}

/** Codes tried, per player: nobody finds a party by guessing. */
const JOIN_RATE = { points: 10, seconds: 60 };
/** Wrong codes, looked up or joined by, per address: a class behind one may try good ones. */
const WRONG_CODE_RATE = { points: 10, seconds: 60 };
const INVITATION_RATE = { points: 10, seconds: 60 };
const MAX_INVITED = 20;
/** A party that nobody touched for so long is forgotten. */
const IDLE_MS = 12 * 60 * 60_000;

/** Friends who queue together. Whatever changes who is in a party takes it out of the queue. */
export class PartyService implements Parties {
  readonly #needs: PartyNeeds;
  readonly #changes: PartyChanges;
  readonly #joins: RateLimit;
  readonly #wrongCodes: RateLimit;
  readonly #invitations: RateLimit;
  readonly #chat: PartyChat;

  constructor(needs: PartyNeeds) {
    this.#needs = needs;
    this.#changes = new PartyChanges(needs.store, needs.now);
    this.#wrongCodes = new RateLimit('party:look', WRONG_CODE_RATE, needs.counterOf);
    this.#joins = new RateLimit('party:join', JOIN_RATE, needs.counterOf);
    this.#invitations = new RateLimit('party:invite', INVITATION_RATE, needs.counterOf);
    this.#chat = new PartyChat({ ...needs, changes: this.#changes });
  }

  async of(player: string): Promise<PartyView | null> {
    const party = await this.#needs.store.of(player);
    return party && this.#view(party);
  }

  async create(player: PartyPlayer, game = this.#needs.games[0]?.name ?? ''): Promise<PartyView> {
    this.#game(game);
    const { store, now, newId, newCode } = this.#needs;
    await store.forget(now() - IDLE_MS);
    for (let tried = 0; tried < TRIES; tried += 1) {
      const known = await store.of(player.id);
      if (known) return this.#view(known);
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
      if (!(await store.byCode(party.code)) && (await store.put(party))) return this.#told(party);
    }
    throw crowded();
  }

  async look(code: string, address: string): Promise<PartyGlance | null> {
    const party = await this.#byCode(code, address);
    return party && partyGlance(party, await this.#needs.namesOf([party.leader]));
  }

  async joinByCode(player: PartyPlayer, code: string, address: string): Promise<PartyView> {
    const wait = await this.#joins.take(player.id);
    if (wait > 0) throw tooManyCodes(wait);
    return this.#join(player, async () => {
      const party = await this.#byCode(code, address);
      if (!party) throw unknownParty();
      if (party.shownOut?.includes(player.id)) throw shownOut();
      if (party.locked) throw partyLocked();
      return party;
    });
  }

  async acceptInvitation(player: PartyPlayer, from: string): Promise<PartyView> {
    return this.#join(player, async () => {
      const party = await this.#needs.store.of(from);
      const welcome = party?.invited.includes(player.id) || party?.members.some(({ id }) => id === player.id);
      if (!party || !welcome)
        throw new Problem(404, 'unknown_invitation', 'This invitation is not good any more.');
      return party;
    });
  }

  async invite(player: PartyPlayer, whom: string): Promise<PartyView> {
    await spend(this.#invitations, player.id, 'too_many_invitations', 'Too many invitations. Wait a minute.');
    const party = await this.#changes.change(player.id, (party) => {
      if (party.members.some(({ id }) => id === whom)) return party;
      if (party.members.length >= MAX_PARTY) throw partyFull();
      if (party.shownOut?.includes(whom) && party.leader !== player.id) throw notLeader();
      const others = party.invited.filter((id) => id !== whom);
      const invited = [...others, whom].slice(-MAX_INVITED);
      return { ...party, invited, shownOut: party.shownOut?.filter((id) => id !== whom) };
    });
    const view = await this.#view(party);
    if (party.members.some(({ id }) => id === whom)) return view;
    const { name } = view.members.find(({ id }) => id === player.id) ?? { name: '' };
    // Who does not want to hear the one who invites is told nothing, and the one who invites not of that.
    if ((await this.#needs.mutes.deafTo(player.id, [whom])).has(whom)) return view;
    await this.#needs.tell(whom, 'party_invitation', { from: player.id, name, game: party.game });
    return view;
  }

  async renaming(player: { id: string; name: string }): Promise<void> {
    const party = await this.#needs.store.of(player.id);
    if (party) refuseLookAlike(party, await this.#namesIn(party), player);
  }

  async ready(player: string, ready: boolean): Promise<PartyView> {
    const party = await this.#changes.change(player, (party) => {
      const members = party.members.map((one) => (one.id === player ? { ...one, ready } : one));
      return { ...party, members };
    });
    if (!ready && party.leader !== player) await this.#unqueue(player);
    return this.#told(party);
  }

  async leave(player: string): Promise<void> {
    const party = await this.#needs.store.of(player);
    if (!party) return;
    await this.#unqueue(player);
    await this.#needs.tell(player, 'party', { party: null });
    await this.#without(player, player);
  }

  async kick(player: string, whom: string): Promise<PartyView> {
    const before = await this.#changes.own(player);
    if (before.leader !== player) throw notLeader();
    if (whom === player || !before.members.some(({ id }) => id === whom)) return this.#view(before);
    await this.#unqueue(whom, player);
    const party = await this.#without(whom, player);
    await this.#needs.tell(whom, 'party', { party: null });
    return this.#view(party ?? before);
  }

  async setGame(player: string, game: string): Promise<PartyView> {
    this.#game(game);
    return this.#lead(player, (party) => ({ ...party, game }));
  }

  async renewCode(player: string): Promise<PartyView> {
    return this.#lead(player, (party) => ({ ...party, code: this.#needs.newCode() }));
  }

  async lock(player: string, locked: boolean): Promise<PartyView> {
    return this.#lead(player, (party) => ({ ...party, locked }));
  }

  say(player: PartyPlayer, text: string): Promise<{ id: number }> {
    return this.#chat.say(player, text);
  }

  async said(player: string): Promise<readonly ChatLine[]> {
    const party = await this.#needs.store.of(player);
    return party ? this.#readBy(player, party) : [];
  }

  async renamed(player: string): Promise<void> {
    const party = await this.#needs.store.of(player);
    if (party) await this.#told(party);
  }

  /**
   * Everybody who is queued when this player queues, the player first; `party` is null for one who is alone.
   * @throws Problem 403 `not_leader`; 409 `party_not_ready` with `waiting_for`, names
   */
  async membersToQueue(player: PartyPlayer): Promise<{ party: string | null; members: NamedPlayer[] }> {
    const party = await this.#needs.store.of(player.id);
    if (!party || party.members.length === 1) {
      return { party: null, members: withNames([player.id], await this.#needs.namesOf([player.id])) };
    }
    return { party: party.id, members: await this.#gathered(party, player) };
  }

  async start(player: PartyPlayer, bots: boolean): Promise<{ match_id: string }> {
    const { openPrivate } = this.#needs;
    if (!openPrivate) throw new Problem(503, 'no_private_tables', 'There are no private tables here.');
    const party = await this.#changes.own(player.id);
    const table = privateTable(this.#game(party.game), await this.#gathered(party, player), bots);
    await Promise.all(table.players.map(({ id }) => this.#unqueue(id, player.id)));
    return { match_id: await openPrivate(table) };
  }

  /**
   * Wrong codes are charged to the address: new guests are easily had. A good one takes none, so that a class may join
   * at once, and opens nothing either once too many were wrong.
   */
  async #byCode(code: string, address: string): Promise<Party | null> {
    const party = await this.#needs.store.byCode(partyCode(code));
    const wait = party ? await this.#wrongCodes.wait(address) : await this.#wrongCodes.take(address);
    if (wait > 0) throw tooManyCodes(wait);
    return party;
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

  async #join(player: PartyPlayer, find: () => Promise<Party>): Promise<PartyView> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const party = await find();
      const { members, invited } = party;
      const mine = await this.#needs.store.of(player.id);
      if (mine?.id === party.id) return this.#view(mine);
      if (mine) throw new Problem(409, 'already_in_party', 'You are in another party. Leave it first.');
      if (members.length >= MAX_PARTY) throw partyFull();
      const own = nameIn(await this.#needs.namesOf([player.id]), player.id);
      refuseLookAlike(party, await this.#namesIn(party), { id: player.id, name: own });
      const joined = await this.#changes.put({
        ...party,
        members: [...members, { id: player.id, ready: false }],
        invited: invited.filter((id) => id !== player.id),
      });
      if (!joined) continue;
      await Promise.all([this.#unqueue(player.id), this.#unqueue(party.leader, player.id)]);
      const view = await this.#told(joined);
      if (joined.lines)
        await this.#needs.tell(player.id, 'party_chat_history', await this.#readBy(player.id, joined));
      return view;
    }
    throw crowded();
  }

  /** Takes a member out, for `by`; null when nobody is left. */
  async #without(whom: string, by: string): Promise<Party | null> {
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
      await this.#told(changed);
      return changed;
    }
    throw crowded();
  }

  /** A change that is the leader's to make. */
  async #lead(player: string, change: (party: Party) => Party): Promise<PartyView> {
    const party = await this.#changes.change(player, (party) => {
      if (party.leader !== player) throw notLeader();
      return change(party);
    });
    return this.#told(party);
  }

  async #view(party: Party): Promise<PartyView> {
    return partyView(party, await this.#namesIn(party));
  }

  #namesIn(party: Party): Promise<ReadonlyMap<string, string>> {
    return namesApart(party, this.#needs.namesOf);
  }

  /** What a player wants to read of what was said, by the names that the writers have now, gone or not. */
  async #readBy(player: string, party: Party): Promise<ChatLine[]> {
    const unheard = await this.#needs.mutes.unheardBy(player);
    const lines = (party.lines ?? []).filter(({ from }) => !unheard.has(from));
    const writers = await this.#needs.namesOf(lines.map(({ from }) => from));
    const names = new Map([...writers, ...(await this.#namesIn(party))]);
    return lines.map((line) => ({ ...line, name: nameIn(names, line.from) }));
  }

  async #told(party: Party): Promise<PartyView> {
    const view = await this.#view(party);
    await Promise.all(party.members.map((member) => this.#needs.tell(member.id, 'party', { party: view })));
    return view;
  }

  /** A party changes whatever the queue says: one who has a table already keeps it. */
  async #unqueue(player: string, by = player): Promise<void> {
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

function withNames(players: readonly string[], names: ReadonlyMap<string, string>): NamedPlayer[] {
  return players.map((id) => ({ id, name: nameIn(names, id) }));
}
