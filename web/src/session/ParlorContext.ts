import { createContext, useContext } from 'react';
import type { Parlor } from '../../../client/Parlor.ts';
import type { ParlorEvents } from '../../../client/ParlorEvents.ts';
import { useChanges } from './useChanges.ts';

/** The page's one client. */
export const ParlorContext = createContext<Parlor | null>(null);

const EVENTS: readonly (keyof ParlorEvents)[] = [
  'status',
  'lobby',
  'ticket',
  'match',
  'chat',
  'party',
  'party_chat',
];

/** The page's client; the component is shown anew whenever it tells of a change. */
export function useParlor(): Parlor {
  const parlor = useContext(ParlorContext);
  if (!parlor) throw new Error('useParlor outside of ParlorContext');
  useChanges<keyof ParlorEvents>(parlor, EVENTS);
  return parlor;
}
