import { Sentence } from '../../components/Sentence.tsx';
import { UserText } from '../../components/UserText.tsx';
import { Guest } from '../../guests/Guest.tsx';
import { isolated } from '../../lib/isolated.ts';
import { withoutMark } from '../../lib/names.ts';
import { useServerNow } from '../../session/useServerNow.ts';
import { Flame } from './Flame.tsx';
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
  const mine = view.players.find(({ id }) => id === me);
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
        <div className="feeds">
          <span className="feeds__way" aria-hidden="true">
            {mine && <Guest of={mine} mood="calm" />}
            <span className="feeds__line">
              <span className="feeds__flame">
                <Flame />
              </span>
            </span>
            <Guest of={fed} bot={fed.bot} mood="glad" />
          </span>
          <p className="feeds__text">
            Every puzzle you solve feeds{' '}
            <b>
              <UserText>{withoutMark(fed.name)}</UserText>
            </b>
          </p>
        </div>
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
