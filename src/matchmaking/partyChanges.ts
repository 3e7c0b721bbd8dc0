import { Problem } from '../lib/problem.ts';
import { lookAlike, toldApart } from '../lib/text/lookalikes.ts';
import { type NamesOf, nameIn, type Shown, shownIn } from '../players/playerNames.ts';
import type { Party, PartyStore } from './party.ts';
import { crowded, nameTakenHere } from './partyProblems.ts';

/** How often a change is made anew because another came first. */
export const TRIES = 8;
const MAX_SHOWN_OUT = 50;

/** Changes to stored parties: each is made to what was read, or made anew. */
export class PartyChanges {
  readonly #store: PartyStore;
  readonly #now: () => number;

  constructor(store: PartyStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** The player's party. @throws Problem 404 `no_party` */
  async own(player: string): Promise<Party> {
    const party = await this.#store.of(player);
    if (!party) throw new Problem(404, 'no_party', 'You are in no party.');
    return party;
  }

  /** Changes the player's party, again when another change came first. The same object means no change. */
  async change(player: string, change: (party: Party) => Party): Promise<Party> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const party = await this.own(player);
      const next = change(party);
      const stored = next === party ? party : await this.put(next);
      if (stored) return stored;
    }
    throw crowded();
  }

  /** Stores what was read and changed. Null when it is not what is stored any more. */
  async put(changed: Party): Promise<Party | null> {
    const next = { ...changed, version: changed.version + 1, touchedAt: this.#now() };
    return (await this.#store.put(next)) ? next : null;
  }
}

/**
 * What members are called among themselves. Two may have got look-alike names in the same moment, when each was still
 * fine: who is longer in the party is called so, the other with a number.
 */
export async function namesApart({ members }: Party, namesOf: NamesOf): Promise<ReadonlyMap<string, Shown>> {
  const ids = members.map(({ id }) => id);
  const names = await namesOf(ids);
  const apart = toldApart(ids.map((id) => nameIn(names, id)));
  return new Map(
    ids.map((id, i) => {
      const { name, face } = shownIn(names, id);
      return [id, { name: apart[i] ?? name, face }];
    }),
  );
}

/**
 * @param names of the members
 * @throws Problem 409 `name_taken_here` when another member's name can be taken for this one
 */
export function refuseLookAlike(
  { members }: Party,
  names: ReadonlyMap<string, Shown>,
  { id, name }: { id: string; name: string },
): void {
  if (members.some((one) => one.id !== id && lookAlike(names.get(one.id)?.name ?? '', name)))
    throw nameTakenHere();
}

/**
 * Whether a player's party still is what it was when all were ready: in nothing that ends its search. One who is alone
 * in a party, or in none, is alone.
 */
export function stillReady(before: Party | null, now: Party | null): boolean {
  const [was, is] = [before, now].map((party) => (party && party.members.length > 1 ? party : null));
  if (!was || !is) return !was && !is;
  const same = was.id === is.id && was.leader === is.leader && was.game === is.game;
  const stayed = ({ id, ready }: Party['members'][number]) =>
    (ready || id === is.leader) && was.members.some((one) => one.id === id);
  return same && is.members.length === was.members.length && is.members.every(stayed);
}

/** The party without a member, led by the longest there when the leader left; null when nobody is left. */
export function without(party: Party, whom: string): Party | null {
  const members = party.members.filter(({ id }) => id !== whom);
  const [longest] = members;
  return longest ? { ...party, members, leader: party.leader === whom ? longest.id : party.leader } : null;
}

/**
 * The party without a member who does not come back, neither by the old code nor by the new one. When so many were
 * shown out that no more are kept, the door is shut instead.
 */
export function withShownOut(party: Party, whom: string, code: string): Party | null {
  const rest = without(party, whom);
  if (!rest) return null;
  const before = party.shownOut ?? [];
  if (before.length >= MAX_SHOWN_OUT) return { ...rest, code, locked: true };
  return { ...rest, code, shownOut: [...before, whom] };
}
