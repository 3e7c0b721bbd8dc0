import type { CoolDown } from '../../../client/Queue.ts';
import { clock } from '../lib/duration.ts';

/** In place of the ways to play, while one may not queue: why, and for how long. */
export function CoolDownCard({ coolDown, left }: { coolDown: CoolDown; left: number }) {
  return (
    <div className="cool-down" role="status">
      <p className="cool-down__time numbers" role="timer" aria-live="off">
        {clock(left)}
      </p>
      <div>
        <p className="cool-down__title">A short break before the next table</p>
        <p className="muted small">
          {coolDown.message} The break grows when it happens again, and is forgotten after a day.
        </p>
      </div>
    </div>
  );
}
