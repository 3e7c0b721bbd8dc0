import { UserText } from '../../components/UserText.tsx';
import { dangersOf } from './dangers.ts';
import { COLD_FACTOR, CRITICAL_POINTS } from './points.ts';
import type { RelayPlayerView, RelayView } from './relayView.ts';

/** Says it when the player is cold, or nearly out of points, or the one whom the player feeds is. Takes no room. */
export function DangerLine({ view, mine }: { view: RelayView; mine: RelayPlayerView | undefined }) {
  const { own, cold, fed } = dangersOf(view, mine);
  return (
    <>
      <p className="visually-hidden" role="status">
        {own && `You have fewer than ${CRITICAL_POINTS} points left.`}
      </p>
      <p className="visually-hidden" role="status">
        {cold &&
          `You are cold: you lose ${COLD_FACTOR * view.decay} points a second until you solve a puzzle.`}
      </p>
      <p className="visually-hidden" role="status">
        {fed !== null && (
          <>
            <UserText>{fed}</UserText>, whom you feed, is nearly out of points.
          </>
        )}
      </p>
    </>
  );
}
