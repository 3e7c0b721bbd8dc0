import { useServerNow } from '../../session/useServerNow.ts';
import type { HoldemView } from './holdemView.ts';

/** A countdown longer than this comes from a clock that is wrong. */
const MAX_COUNTDOWN_MS = 10_000;

/** The middle of the table before the first hand: who is still missing, then the countdown by the server's time. */
export function TableMiddle({ view }: { view: HoldemView }) {
  const counting = view.phase === 'countdown';
  const now = useServerNow(counting ? 100 : 0);
  const here = view.players.filter(({ connected, bot }) => connected || bot).length;
  const left = Math.min(Math.max(view.deadline - now, 0), MAX_COUNTDOWN_MS);
  const second = Math.max(1, Math.ceil(left / 1000));
  return (
    <div className="felt__middle">
      <p role="status">
        {counting
          ? 'The match begins'
          : view.phase === 'waiting'
            ? `Waiting for the others: ${here} of ${view.players.length} are here`
            : 'Everybody has a hand in the shuffle…'}
      </p>
      {counting && (
        <p key={second} className="table__countdown" role="timer">
          {second}
        </p>
      )}
    </div>
  );
}
