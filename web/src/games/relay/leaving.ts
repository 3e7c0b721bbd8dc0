import { type Leaving, leavingAnyGame } from '../../table/leaving.ts';
import type { RelayPlayerView, RelayView } from './relayView.ts';

type Table = Pick<RelayView, 'phase'> & { players: readonly Pick<RelayPlayerView, keyof Here>[] };
type Here = { id: string; bot: boolean; left: boolean; active: boolean };

const OUT = 'You are out of points: leaving costs nothing more.';

/** What leaving costs this player now, honestly. */
export function leavingOf(table: Table, me: string): Leaving {
  const { phase, players } = table;
  const out = phase === 'playing' && players.find(({ id }) => id === me)?.active === false;
  const anyway = leavingAnyGame(table, me);
  if (anyway) return out ? { ...anyway, asked: `${OUT} ${anyway.asked}` } : anyway;
  if (out) {
    return {
      asked: `${OUT} What you passed on counts, and you may play again at once.`,
      told: 'You left the match. What you passed on counts.',
      link: 'See how it ends',
    };
  }
  return {
    asked: 'You come in behind everybody who stays, and there is no way back to this table.',
    told: 'You left the match. It counts as lost: you come in behind everybody who stays.',
    link: 'See how it ends',
  };
}
