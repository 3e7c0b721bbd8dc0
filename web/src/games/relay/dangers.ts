import { DANGER_SECONDS, drainOf, inDanger, secondsLeft } from './points.ts';
import type { RelayPlayerView, RelayView } from './relayView.ts';
import { nextActive } from './ringOrder.ts';

/** Who is nearly out of points, of the two that a player should know about. */
interface Dangers {
  /** The player. */
  own: boolean;
  /** The player went cold. */
  cold: boolean;
  /** The name of the one whom the player feeds, when that one is; else null. */
  fed: string | null;
}

/** What a player is warned of. Nothing before and after the match, and for who is out of it. */
export function dangersOf(
  { phase, players, decay }: Pick<RelayView, 'phase' | 'players' | 'decay'>,
  mine: RelayPlayerView | undefined,
): Dangers {
  if (phase !== 'playing' || !mine?.active) return { own: false, cold: false, fed: null };
  const fed = nextActive(players, mine.id);
  const left = fed ? secondsLeft(fed.points, drainOf(fed, decay)) : null;
  return {
    own: inDanger(mine),
    cold: mine.cold,
    fed: fed && left !== null && left <= DANGER_SECONDS ? fed.name : null,
  };
}
