import type { MatchConnection, MatchEvents } from '../MatchConnection.ts';
import { useChanges } from './useChanges.ts';

const EVENTS: readonly (keyof MatchEvents)[] = [
  'state',
  'chat',
  'result',
  'status',
  'ping',
  'standing',
  'closed',
];

/** Shows the component anew whenever a match changes. */
export function useMatchChanges(match: MatchConnection | null): void {
  useChanges<keyof MatchEvents>(match, EVENTS);
}
