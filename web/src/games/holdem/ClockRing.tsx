import type { ReactNode } from 'react';
import { useServerNow } from '../../session/useServerNow.ts';
import { turnClock } from './turnClock.ts';

const EVERY_MS = 250;
const AROUND = 100;

interface Props {
  /** When the turn ends, epoch ms by the server; 0 where none is on. */
  deadline: number;
  /** What the player's bank held as the turn began, ms. */
  bank: number;
  /** The clock runs: there is a way to the server. */
  running: boolean;
  children: ReactNode;
}

/**
 * A guest, and while it is their turn the time that runs out around them: first the clock, then the bank, with its
 * seconds.
 */
export function ClockRing({ deadline, bank, running, children }: Props) {
  const now = useServerNow(deadline > 0 && running ? EVERY_MS : 0);
  const clock = turnClock(deadline, bank, now);
  return (
    <span className={`chair__ring ${clock?.late ? 'chair__ring--late' : ''}`}>
      <svg viewBox="0 0 60 60" aria-hidden="true" focusable="false">
        <circle className="chair__track" cx="30" cy="30" r="27" />
        {clock && (
          <circle
            className="chair__level"
            cx="30"
            cy="30"
            r="27"
            pathLength={AROUND}
            strokeDasharray={AROUND}
            strokeDashoffset={AROUND * (1 - clock.part)}
          />
        )}
      </svg>
      <span className="chair__guest">{children}</span>
      {clock && (
        <span className="chair__seconds numbers" role="timer" aria-live="off" aria-label="Seconds left">
          {clock.seconds}
        </span>
      )}
    </span>
  );
}
