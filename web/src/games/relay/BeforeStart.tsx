import { PlayerName } from '../../components/PlayerName.tsx';
import { useServerNow } from '../../session/useServerNow.ts';
import { SeatMark } from '../../table/SeatMark.tsx';
import type { RelayPlayerView, RelayView } from './relayView.ts';
import { nextActive } from './ringOrder.ts';

/** A countdown longer than this comes from a clock that is wrong. */
const MAX_COUNTDOWN_MS = 10_000;

/** The table before the match: who is still missing, then the countdown by the server's time. */
export function BeforeStart({ view, me }: { view: RelayView; me: string | null }) {
  const counting = view.phase === 'countdown';
  const now = useServerNow(counting ? 100 : 0);
  const here = view.players.filter((player) => player.connected || player.bot).length;
  const left = Math.min(Math.max(view.deadline - now, 0), MAX_COUNTDOWN_MS);
  const second = Math.max(1, Math.ceil(left / 1000));
  const fed = me === null ? undefined : nextActive(view.players.map(inRing), me);
  return (
    <div className="card table__wait">
      <p className="muted" role="status">
        {counting ? 'The match begins' : `Waiting for the others: ${here} of ${view.players.length} are here`}
      </p>
      {counting && (
        <p key={second} className="table__countdown" role="timer">
          {second}
        </p>
      )}
      {fed && (
        <p className="table__feeds">
          Every puzzle you solve feeds <SeatMark seat={fed.seat} />
          <b>
            <PlayerName name={fed.name} bot={fed.bot} />
          </b>
        </p>
      )}
      <p className="muted small">
        Points drain all the time. Whoever has none is out; whoever passes on most comes first.
      </p>
    </div>
  );
}

/** Everybody will be in the ring. */
function inRing(player: RelayPlayerView): RelayPlayerView {
  return { ...player, active: true };
}
