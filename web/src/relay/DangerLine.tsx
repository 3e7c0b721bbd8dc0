import { CRITICAL_POINTS, DANGER_SECONDS, secondsLeft } from './points.ts';
import type { RelayPlayerView, RelayView } from './relayView.ts';
import { nextActive } from './ringOrder.ts';

/** Says it when the player, or the one whom the player feeds, is nearly out of points. Takes no room. */
export function DangerLine({ view, mine }: { view: RelayView; mine: RelayPlayerView | undefined }) {
  if (view.phase !== 'playing' || !mine?.active) return <p className="visually-hidden" role="status" />;
  const fed = nextActive(view.players, mine.id);
  const fedLeft = fed ? secondsLeft(fed.points, view.decay) : null;
  const soon = fed && fedLeft !== null && fedLeft <= DANGER_SECONDS;
  return (
    <>
      <p className="visually-hidden" role="status">
        {mine.points < CRITICAL_POINTS && `You have fewer than ${CRITICAL_POINTS} points left.`}
      </p>
      <p className="visually-hidden" role="status">
        {soon && `${fed.name}, whom you feed, is nearly out of points.`}
      </p>
    </>
  );
}
