import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { GameInfoView } from '../../../client/Api.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { spoken } from '../lib/spoken.ts';
import { usePreferences } from '../session/usePreferences.ts';

type Games = readonly GameInfoView[] | null;

/** A server that does not answer is asked again after so long. */
const AGAIN_MS = 3000;

const GamesContext = createContext<Games>(null);

/** Asks the server which games it has, for everything below. */
export function GamesProvider({ children }: { children: ReactNode }) {
  const { api } = useParlor();
  const [games, setGames] = useState<Games>(null);
  const [round, setRound] = useState(0);
  // Once more at each round.
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    api.games().then(
      (found) => !gone && setGames(found),
      () => {
        if (!gone) timer = setTimeout(() => setRound((n) => n + 1), AGAIN_MS);
      },
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [api, round]);
  return <GamesContext value={games}>{children}</GamesContext>;
}

/** The games of this server, in its order; null while they are not known. */
export function useGames(): Games {
  return useContext(GamesContext);
}

/** What the server says of a game; null while that is not known, and for one that it has not. */
export function useGame(name: string | null): GameInfoView | null {
  return useGames()?.find((game) => game.name === name) ?? null;
}

/** Gives a game's title by its name, whatever is known of it. */
export function useTitles(): (name: string) => string {
  const games = useGames();
  return (name) => games?.find((game) => game.name === name)?.title ?? spoken(name);
}

/** Whether there is more than one game, so that it must be said which one something is of. */
export function useManyGames(): boolean {
  return (useGames()?.length ?? 0) > 1;
}

/** The game that Play is for: the party's, else the one that was chosen last, else the server's first. */
export function useChosenGame(): GameInfoView | null {
  const games = useGames();
  const { game } = usePreferences();
  const party = useParlor().parties.current?.game;
  const named = (name: string | null | undefined) => games?.find((one) => one.name === name);
  return named(party) ?? named(game) ?? games?.[0] ?? null;
}
