import type { MatchView } from '../../../../client/matchView.ts';
import { type Leaving, leavingAnyGame } from '../../table/leaving.ts';
import { readHoldem } from './holdemView.ts';

/** What leaving costs this player now, honestly. */
export function leavingHoldem(state: MatchView, me: string): Leaving {
  const { phase, players } = readHoldem(state);
  const mine = players.find(({ id }) => id === me);
  const out = phase === 'playing' && (mine?.rank ?? 0) > 0;
  const anyway = leavingAnyGame({ phase, players }, me);
  if (out) {
    const free = 'You are out: leaving costs nothing more.';
    return {
      asked: anyway
        ? `${free} ${anyway.asked}`
        : `${free} Your place is yours, and you may play again at once.`,
      told: 'You left the match. Your place counts.',
      link: 'See how it ends',
    };
  }
  return (
    anyway ?? {
      asked:
        'Your hand is folded, your chips go out of play, and you come in behind all who are still in. There is no way back.',
      told: 'You left the match. It counts: you come in behind all who were still in.',
      link: 'See how it ends',
    }
  );
}
