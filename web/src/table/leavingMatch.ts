import type { MatchView } from '../../../client/matchView.ts';
import { GAME } from '../lib/game.ts';
import { type Leaving, leavingOf } from '../relay/leaving.ts';
import { readRelay } from '../relay/relayView.ts';

/** What leaving a match of any game comes to for this player now; null while its state is not known. */
export function leavingMatch(
  { game, state }: { game: string; state: MatchView | null },
  me: string,
): Leaving | null {
  if (!state) return null;
  if (game === GAME) return leavingOf(readRelay(state), me);
  const { phase } = state;
  const players = Object.values(state.players).map((player) => ({ ...player, active: true }));
  const others = players.some(({ id, bot, left }) => id !== me && !bot && !left);
  if (phase === 'waiting' || phase === 'countdown' || !others) return leavingOf({ phase, players }, me);
  return {
    asked: 'There is no way back to this table. Where you come in then is up to the game.',
    told: 'You left the match.',
    link: 'See how it ends',
  };
}
