import { useEffect } from 'react';
import type { PartyView } from '../../../client/Parties.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { play } from '../sound/play.ts';

/** Somebody who joins one's party is heard on every page. */
export function usePartySound(): void {
  const parlor = useParlor();
  useEffect(() => {
    let before = parlor.parties.current;
    return parlor.on('party', (now) => {
      if (somebodyJoined(before, now)) play('join');
      before = now;
    });
  }, [parlor]);
}

/** Whether a party that one was in has a member more. */
export function somebodyJoined(before: PartyView | null, now: PartyView | null): boolean {
  if (!before || now?.party_id !== before.party_id) return false;
  const was = new Set(before.members.map(({ id }) => id));
  return now.members.some(({ id }) => !was.has(id));
}
