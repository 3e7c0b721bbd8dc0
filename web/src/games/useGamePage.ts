import { useCallback, useEffect, useState } from 'react';
import type { GamePage } from './GamePage.ts';
import { gamePageOf, loadGamePage } from './registry.ts';

interface Loading {
  /** Null while it is on its way, and when it does not come. */
  page: GamePage | null;
  failed: boolean;
  again(): void;
}

/** What the page has of a game, fetched when it is not here yet. Null: no game is known yet. */
export function useGamePage(game: string | null): Loading {
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((n) => n + 1), []);
  const page = game === null ? null : gamePageOf(game);
  // Once more at each round.
  useEffect(() => {
    if (game === null || gamePageOf(game)) return;
    let gone = false;
    setFailed(false);
    loadGamePage(game).then(
      () => !gone && again(),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [game, round, again]);
  return { page, failed, again };
}
