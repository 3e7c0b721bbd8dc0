import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { GAME } from '../lib/game.ts';
import { places } from '../session/places.ts';
import { runningMatch } from '../session/runningMatch.ts';
import { useEnter } from '../session/useEnter.ts';

/**
 * Queues, and goes where one waits, or to the match one is in already.
 * @returns a function that takes whether bots may sit down, and the name for a new guest; it throws ParlorError
 */
export function usePlay(): (bots: boolean, name?: string) => Promise<void> {
  const parlor = useParlor();
  const enter = useEnter();
  const [location, navigate] = useLocation();
  return useCallback(
    async (bots, name) => {
      await enter(name);
      await parlor.queue({ game: GAME, bots });
      // An earlier match may still run, or a table was made at once.
      const match = runningMatch(parlor.match);
      const next = match ? places.table(match.id) : places.home;
      if (location !== next) navigate(next);
    },
    [parlor, enter, location, navigate],
  );
}
