import type { MatchView } from '../../../../client/matchView.ts';
import { type Leaving, leavingAnyGame } from '../../table/leaving.ts';

/** What leaving comes to where nobody knows what the game makes of it. */
export function leavingPlain({ phase, players }: MatchView, me: string): Leaving {
  return (
    leavingAnyGame({ phase, players: Object.values(players) }, me) ?? {
      asked: 'There is no way back to this table. Where you come in then is up to the game.',
      told: 'You left the match.',
      link: 'See how it ends',
    }
  );
}
