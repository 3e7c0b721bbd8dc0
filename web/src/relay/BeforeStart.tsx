import { useNow } from '../lib/useNow.ts';
import type { RelayView } from './relayView.ts';

/** A countdown longer than this comes from a clock that is wrong. */
const MAX_COUNTDOWN_MS = 10_000;

/** The table before the match: who is still missing, then the countdown. */
export function BeforeStart({ view }: { view: RelayView }) {
  const counting = view.phase === 'countdown';
  const now = useNow(counting ? 200 : 0);
  const here = view.players.filter((player) => player.connected || player.bot).length;
  const left = Math.min(Math.max(view.deadline - now, 0), MAX_COUNTDOWN_MS);
  return (
    <div className="card table__wait">
      <p className="muted" role="status">
        {counting ? 'The match begins' : `Waiting for the others: ${here} of ${view.players.length} are here`}
      </p>
      {counting && (
        <p className="countdown" role="timer">
          {Math.max(1, Math.ceil(left / 1000))}
        </p>
      )}
      <p className="muted small">
        Solve puzzles to feed the next player in the ring. Keep an eye on your own points.
      </p>
    </div>
  );
}
