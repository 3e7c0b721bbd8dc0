import { Problem } from '../lib/problem.ts';
import { type CounterOf, RateLimit, spend } from '../lib/rateLimit.ts';
import type { Mutes } from '../players/mutes.ts';
import { type NamesOf, nameIn } from '../players/playerNames.ts';
import type { TellPlayer } from '../players/updates.ts';
import { faceOf } from '../protocol/face.ts';
import type { PartyView } from '../protocol/party.ts';
import type { Invitation } from '../push/ownNotices.ts';
import { type PartyGlance, type PartyPlayer, partyGlance } from './parties.ts';
import { MAX_PARTY, type Party, type PartyStore } from './party.ts';
import { type PartyChanges, refuseLookAlike, TRIES } from './partyChanges.ts';
import { partyCode } from './partyCode.ts';
import {
  crowded,
  notLeader,
  partyFull,
  partyLocked,
  shownOut,
  tooManyCodes,
  unknownParty,
} from './partyProblems.ts';
import type { PartyTelling } from './partyTelling.ts';

interface PartyDoorNeeds {
  store: PartyStore;
  changes: PartyChanges;
  telling: PartyTelling;
  namesOf: NamesOf;
  mutes: Pick<Mutes, 'deafTo'>;
  /** Takes a player out of the queue, by the doing of `by`, unless they have a table already. */
  unqueue(player: string, by: string): Promise<void>;
  tell: TellPlayer;
  /** Somebody was invited who may not be here. Must not throw. */
  invited?: ((whom: string, invitation: Invitation) => void) | undefined;
  counterOf?: CounterOf | undefined;
}

/** Codes tried, per player: nobody finds a party by guessing. */
const JOIN_RATE = { points: 10, seconds: 60 };
/** Wrong codes, looked up or joined by, per address: a class behind one may try good ones. */
const WRONG_CODE_RATE = { points: 10, seconds: 60 };
const INVITATION_RATE = { points: 10, seconds: 60 };
const MAX_INVITED = 20;

/** How one comes into a party that is there: by its code, or by an invitation. See `Parties` for what each throws. */
export class PartyDoor {
  readonly #needs: PartyDoorNeeds;
  readonly #joins: RateLimit;
  readonly #wrongCodes: RateLimit;
  readonly #invitations: RateLimit;

  constructor(needs: PartyDoorNeeds) {
    this.#needs = needs;
    this.#wrongCodes = new RateLimit('party:look', WRONG_CODE_RATE, needs.counterOf);
    this.#joins = new RateLimit('party:join', JOIN_RATE, needs.counterOf);
    this.#invitations = new RateLimit('party:invite', INVITATION_RATE, needs.counterOf);
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
    const party = await this.#needs.changes.change(player.id, (party) => {
      if (party.members.some(({ id }) => id === whom)) return party;
      if (party.members.length >= MAX_PARTY) throw partyFull();
      if (party.shownOut?.includes(whom) && party.leader !== player.id) throw notLeader();
      const others = party.invited.filter((id) => id !== whom);
      const invited = [...others, whom].slice(-MAX_INVITED);
      return { ...party, invited, shownOut: party.shownOut?.filter((id) => id !== whom) };
    });
    const view = await this.#needs.telling.view(party);
    if (party.members.some(({ id }) => id === whom)) return view;
    const me = view.members.find(({ id }) => id === player.id);
    const { name, face } = me ?? { name: '', face: faceOf(player.id) };
    // Who does not want to hear the one who invites is told nothing, and the one who invites not of that.
    if ((await this.#needs.mutes.deafTo(player.id, [whom])).has(whom)) return view;
    await this.#needs.tell(whom, 'party_invitation', { from: player.id, name, face, game: party.game });
    this.#needs.invited?.(whom, { from: player.id, name, code: party.code, game: party.game });
    return view;
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

  async #join(player: PartyPlayer, find: () => Promise<Party>): Promise<PartyView> {
    const { store, changes, telling, namesOf, unqueue, tell } = this.#needs;
    for (let tried = 0; tried < TRIES; tried += 1) {
      const party = await find();
      const { members, invited } = party;
      const mine = await store.of(player.id);
      if (mine?.id === party.id) return telling.view(mine);
      if (mine) throw new Problem(409, 'already_in_party', 'You are in another party. Leave it first.');
      if (members.length >= MAX_PARTY) throw partyFull();
      const own = nameIn(await namesOf([player.id]), player.id);
      refuseLookAlike(party, await telling.names(party), { id: player.id, name: own });
      const joined = await changes.put({
        ...party,
        members: [...members, { id: player.id, ready: false }],
        invited: invited.filter((id) => id !== player.id),
      });
      if (!joined) continue;
      await Promise.all([unqueue(player.id, player.id), unqueue(party.leader, player.id)]);
      const view = await telling.told(joined);
      if (joined.lines)
        await tell(player.id, 'party_chat_history', await telling.linesFor(player.id, joined));
      return view;
    }
    throw crowded();
  }
}
