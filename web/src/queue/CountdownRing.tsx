import type { ReactNode } from 'react';

const R = 46;
const AROUND = 2 * Math.PI * R;
/** The ring is full at this much time left, ms. */
const FULL_MS = 10_000;

/** Below this much time it is late, ms. */
export const LATE_MS = 3000;

/** Time that runs out, as a ring that empties around whom it is for, and the seconds. */
export function CountdownRing({ left, children }: { left: number; children: ReactNode }) {
  const empty = 1 - Math.min(1, left / FULL_MS);
  return (
    <div className={`countdown ${left < LATE_MS ? 'countdown--late' : ''}`}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle className="countdown__track" cx="50" cy="50" r={R} />
        <circle
          className="countdown__level"
          cx="50"
          cy="50"
          r={R}
          strokeDasharray={AROUND}
          strokeDashoffset={AROUND * empty}
        />
      </svg>
      <span className="countdown__guest">{children}</span>
      <span className="countdown__seconds numbers" role="timer" aria-label="Seconds left" aria-live="off">
        {Math.ceil(left / 1000)}
      </span>
    </div>
  );
}
