import { PlayerName } from '../../components/PlayerName.tsx';
import { Sentence } from '../../components/Sentence.tsx';
import { Guest } from '../../guests/Guest.tsx';
import { isolated } from '../../lib/isolated.ts';
import { useServerNow } from '../../session/useServerNow.ts';
import type { RelayPlayerView, RelayView } from './relayView.ts';
import { nextActive } from './ringOrder.ts';

/** A countdown longer than this comes from a clock that is wrong. */
const MAX_COUNTDOWN_MS = 10_000;

/** The table before the match: who is still missing, then the countdown by the server's time. */
export function BeforeStart({ view, me }: { view: RelayView; me: string | null }) {
  const counting = view.phase === 'countdown';
  const now = useServerNow(counting ? 100 : 0);
  const missing = view.players.filter((player) => !player.connected && !player.bot);
  const left = Math.min(Math.max(view.deadline - now, 0), MAX_COUNTDOWN_MS);
  const second = Math.max(1, Math.ceil(left / 1000));
  const fed = me === null ? undefined : nextActive(view.players.map(inRing), me);
  return (
    <div className="card table__wait">
      <p className="muted" role="status">
        {counting ? (
          'The match begins'
        ) : (
          <Sentence
            text={`Waiting for ${missing.map(({ name }) => isolated(name)).join(', ') || 'the others'}`}
          />
        )}
      </p>
      <p className="table__faces" aria-hidden="true">
        {view.players.map((player) => (
          <Guest
            key={player.id}
            of={player}
            bot={player.bot}
            mood={player.connected || player.bot ? (counting ? 'glad' : 'calm') : 'asleep'}
            lively
          />
        ))}
      </p>
      {counting && (
        <p key={second} className="table__countdown" role="timer">
          {second}
        </p>
      )}
      {fed && (
        <p className="table__feeds">
          Every puzzle you solve feeds
          <b>
            <PlayerName of={fed} />
          </b>
        </p>
      )}
      <p className="muted small">
        Points drain all the time, and without any you are out. Pass on the most to come first.
      </p>
    </div>
  );
}

/** Everybody will be in the ring. */
function inRing(player: RelayPlayerView): RelayPlayerView {
  return { ...player, active: true };
}
