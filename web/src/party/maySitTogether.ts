import type { PartyView } from '../../../client/Parties.ts';

const MAX_PARTY = 5;

/**
 * Whether it makes sense to invite somebody: one is signed in, it is somebody else, and not in one's party, which has
 * room.
 */
export function maySitTogether(party: PartyView | null, me: string | null, other: string): boolean {
  if (me === null || me === other) return false;
  if (!party) return true;
  return party.members.length < MAX_PARTY && !party.members.some(({ id }) => id === other);
}
