import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { usePlay } from '../lobby/usePlay.ts';
import { useAttempt } from '../session/useAttempt.ts';
import type { Leaving } from './leaving.ts';
import { useLeave } from './useLeave.ts';

/** For who is out: leaves this table, and looks for another one of the same game. Also whether that is on its way. */
export function usePlayAgain(
  match: MatchConnection,
  leaving: Leaving,
  bots: boolean,
): readonly [again: () => void, busy: boolean] {
  const leave = useLeave();
  const play = usePlay();
  const [attempt, busy] = useAttempt();
  function again(): void {
    if (busy) return;
    attempt(async () => {
      await leave(match, leaving);
      await play({ bots, game: match.game });
    });
  }
  return [again, busy];
}
