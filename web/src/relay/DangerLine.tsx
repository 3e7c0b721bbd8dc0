import { UserText } from '../components/UserText.tsx';
import { dangersOf } from './dangers.ts';
import { CRITICAL_POINTS } from './points.ts';
import type { RelayPlayerView, RelayView } from './relayView.ts';

/** Says it when the player, or the one whom the player feeds, is nearly out of points. Takes no room. */
export function DangerLine({ view, mine }: { view: RelayView; mine: RelayPlayerView | undefined }) {
  const { own, fed } = dangersOf(view, mine);
  return (
    <>
      <p className="visually-hidden" role="status">
        {own && `You have fewer than ${CRITICAL_POINTS} points left.`}
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
