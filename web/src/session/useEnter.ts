import { useCallback } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { enter } from './enter.ts';
import { wantedFace, wantedName } from './wanted.ts';

/**
 * Makes sure that somebody is signed in and in the lobby.
 * @returns a function that takes the name for a new guest; without one it is the one that is written on the page, or
 * the server picks it
 */
export function useEnter(): (name?: string) => Promise<void> {
  const parlor = useParlor();
  return useCallback((name) => enter(parlor, name ?? wantedName(), wantedFace()), [parlor]);
}
