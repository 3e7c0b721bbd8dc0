import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useChosenGame } from '../games/GamesContext.tsx';
import { places } from '../session/places.ts';
import { runningMatch } from '../session/runningMatch.ts';
import { useEnter } from '../session/useEnter.ts';

interface Wish {
  /** May bots sit down. */
  bots: boolean;
  /** By its name; without one the game that is chosen. */
  game?: string | undefined;
  /** Of a new guest. */
  name?: string | undefined;
}

/**
 * Queues, and goes where one waits, or to the match one is in already.
 * @returns a function to do it; it throws ParlorError
 */
export function usePlay(): (wish: Wish) => Promise<void> {
  const parlor = useParlor();
  const chosen = useChosenGame()?.name;
  const enter = useEnter();
  const [location, navigate] = useLocation();
  return useCallback(
    async ({ bots, game = chosen, name }) => {
      await enter(name);
      const wanted = game ?? (await parlor.api.games())[0]?.name ?? '';
      await parlor.queue({ game: wanted, bots });
      // An earlier match may still run, or a table was made at once.
      const match = runningMatch(parlor.match);
      const next = match ? places.table(match.id) : places.home;
      if (location !== next) navigate(next);
    },
    [parlor, chosen, enter, location, navigate],
  );
}
