import type { MatchView } from '../../../../client/matchView.ts';
import { Sentence } from '../../components/Sentence.tsx';
import { Guest } from '../../guests/Guest.tsx';
import { isolated } from '../../lib/isolated.ts';
import { useServerNow } from '../../session/useServerNow.ts';
import { Steering } from './Steering.tsx';

/** A countdown longer than this comes from a clock that is wrong. */
const MAX_COUNTDOWN_MS = 10_000;

/**
 * The table before the match: who is still missing, then the countdown by the server's time; and for who plays, how one
 * steers.
 */
export function BeforeArena({ state, plays }: { state: MatchView; plays: boolean }) {
  const counting = state.phase === 'countdown';
  const now = useServerNow(counting ? 100 : 0);
  const players = Object.values(state.players).sort((a, b) => a.seat - b.seat);
  const missing = players.filter(({ connected, bot }) => !connected && !bot);
  const names = missing.map(({ name }) => isolated(name)).join(', ') || 'the others';
  const left = Math.min(Math.max(state.deadline - now, 0), MAX_COUNTDOWN_MS);
  const second = Math.max(1, Math.ceil(left / 1_000));
  return (
    <div className="card table__wait">
      <p className="muted" role="status">
        {counting ? 'The match begins' : <Sentence text={`Waiting for ${names}`} />}
      </p>
      <p className="table__faces" aria-hidden="true">
        {players.map((player) => (
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
      {plays && <Steering />}
      <p className="muted small">
        Three minutes, everybody against everybody. A kill brings 3, the leader 2 more; the last half minute
        counts double.
      </p>
    </div>
  );
}
