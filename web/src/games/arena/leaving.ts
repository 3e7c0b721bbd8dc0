import type { MatchView } from '../../../../client/matchView.ts';
import { type Leaving, leavingAnyGame } from '../../table/leaving.ts';

/** What leaving the arena costs this player now. */
export function leavingArena({ phase, players }: Pick<MatchView, 'phase' | 'players'>, me: string): Leaving {
  return (
    leavingAnyGame({ phase, players: Object.values(players) }, me) ?? {
      asked: 'You come in behind everybody who stays, and there is no way back to this table.',
      told: 'You left the match. It counts as lost: you come in behind everybody who stays.',
      link: 'See how it ends',
    }
  );
}
