import { PlayerName } from '../../components/PlayerName.tsx';
import { CRITICAL_POINTS, drainOf, FULL_POINTS, secondsLeft } from './points.ts';
import type { RelayView } from './relayView.ts';

/**
 * Who is still in the ring, in its order, and how long their points last if nobody feeds them, and what they passed on.
 */
export function StillIn({ view }: { view: RelayView }) {
  return (
    <ul className="still-in" aria-label="Still in the ring">
      {view.players
        .filter(({ active }) => active)
        .map((player) => {
          const { id, points, passed } = player;
          const left = secondsLeft(points, drainOf(player, view.decay));
          const critical = points < CRITICAL_POINTS;
          return (
            <li key={id} className={`still-in__row ${critical ? 'still-in__row--critical' : ''}`}>
              <span className="still-in__name">
                <PlayerName of={player} mood={critical ? 'sweating' : 'calm'} />
              </span>
              <span className="still-in__bar" aria-hidden="true">
                <span style={{ transform: `scaleX(${Math.min(1, points / FULL_POINTS)})` }} />
              </span>
              <span className="still-in__points numbers">
                {critical && left !== null ? `out in ${left} s` : `passed ${passed}`}
              </span>
            </li>
          );
        })}
    </ul>
  );
}
