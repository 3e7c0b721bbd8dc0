import { createContext, createElement, type ReactNode, useContext } from 'react';
import type { Parlor } from '../Parlor.ts';
import type { ParlorEvents } from '../ParlorEvents.ts';
import { useChanges } from './useChanges.ts';

/** The client of everything below. */
const ParlorContext = createContext<Parlor | null>(null);

/** Gives everything below it a client. Whoever made the client closes it. */
export function ParlorProvider({ parlor, children }: { parlor: Parlor; children?: ReactNode }) {
  return createElement(ParlorContext, { value: parlor }, children);
}

const EVENTS: readonly (keyof ParlorEvents)[] = [
  'status',
  'ping',
  'lobby',
  'ticket',
  'match',
  'chat',
  'muted',
  'party',
  'party_chat',
  'build',
  'outdated',
];

/** The client; the component is shown anew whenever it tells of a change. */
export function useParlor(): Parlor {
  const parlor = useContext(ParlorContext);
  if (!parlor) throw new Error('useParlor outside of a ParlorProvider');
  useChanges<keyof ParlorEvents>(parlor, EVENTS);
  return parlor;
}
