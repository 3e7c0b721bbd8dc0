import { FULL_POINTS } from './points.ts';

const R = 26;
const AROUND = 2 * Math.PI * R;

/** Points as a ring that empties, with a few letters in the middle. */
export function Gauge({ points, text }: { points: number; text: string }) {
  const empty = 1 - Math.min(Math.max(points, 0), FULL_POINTS) / FULL_POINTS;
  return (
    <div className="gauge">
      <svg viewBox="0 0 60 60" aria-hidden="true">
        <circle className="gauge__track" cx="30" cy="30" r={R} />
        <circle
          className="gauge__level"
          cx="30"
          cy="30"
          r={R}
          strokeDasharray={AROUND}
          strokeDashoffset={AROUND * empty}
        />
      </svg>
      <span className="gauge__points">{text}</span>
    </div>
  );
}
