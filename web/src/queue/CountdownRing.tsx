const R = 46;
const AROUND = 2 * Math.PI * R;
/** The ring is full at this much time left, ms. */
const FULL_MS = 10_000;

/** Time that runs out, as a ring that empties around the seconds. */
export function CountdownRing({ left }: { left: number }) {
  const empty = 1 - Math.min(1, left / FULL_MS);
  return (
    <div className={`countdown ${left < 3000 ? 'countdown--late' : ''}`}>
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
      <span className="countdown__seconds numbers" role="timer" aria-label="Seconds left" aria-live="off">
        {Math.ceil(left / 1000)}
      </span>
    </div>
  );
}
