import { clock } from '../../lib/duration.ts';
import { timeLeft } from '../../table/gameTime.ts';
import { useGameTime } from '../../table/useGameTime.ts';
import type { RelayView } from './relayView.ts';

const LOW_MS = 30_000;

/** How long the match still goes. */
export function TimeLeft({ view }: { view: RelayView }) {
  const time = useGameTime(view.elapsed, view.phase === 'playing', 500);
  const left = timeLeft(view.ends_at, time);
  const low = view.phase === 'playing' && left !== null && left < LOW_MS;
  return (
    <div>
      <span className="label">Time left</span>
      <span className={`table__clock ${low ? 'table__clock--low' : ''}`} role="timer">
        {left === null ? '–' : clock(left)}
      </span>
    </div>
  );
}

/** What all have passed on together, and what everybody loses. */
export function TeamScore({ view }: { view: RelayView }) {
  return (
    <div className="table__score">
      <span className="label">Passed on together</span>
      <span className="numbers">
        <b>{view.team_score}</b>
        <span className="table__unit"> passed on</span>
        {view.decay > 0 && <span className="table__drain muted">−{view.decay} a second</span>}
      </span>
    </div>
  );
}
