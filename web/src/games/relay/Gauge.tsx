import { useContext, useEffect, useRef } from 'react';
import { useCalm } from '../../lib/useMedia.ts';
import { GameRate } from '../../table/GameRate.ts';
import { FULL_POINTS, gaugePoints } from './points.ts';

const R = 26;
const AROUND = 2 * Math.PI * R;
/** How fast the gauge follows a jump: two thirds of the way in this time. */
const FOLLOW_MS = 110;
/** The gauge rests when it is as near as this. */
const NEAR = 0.05;

interface Props {
  points: number;
  /** Points that go per second. */
  drain: number;
  /** When the server last took some, by `performance.now()`. */
  since: number;
  text: string;
}

/** Points as a ring that empties, smoothly between the server's words, with a few letters in the middle. */
export function Gauge({ points, drain, since, text }: Props) {
  const level = useRef<SVGCircleElement>(null);
  const shown = useRef(points);
  const rate = useContext(GameRate);
  const calm = useCalm();

  useEffect(() => {
    function draw(value: number): void {
      shown.current = value;
      const empty = 1 - Math.min(Math.max(value, 0), FULL_POINTS) / FULL_POINTS;
      if (level.current) level.current.style.strokeDashoffset = String(AROUND * empty);
    }
    if (calm) {
      draw(points);
      return;
    }
    let before = performance.now();
    let frame = requestAnimationFrame(function next(now) {
      const target = gaugePoints({ points, drain, since }, now, rate);
      const rest = (shown.current - target) * Math.exp(-Math.max(0, now - before) / FOLLOW_MS);
      before = now;
      draw(target + rest);
      const still = drain * rate === 0 && Math.abs(rest) < NEAR;
      if (!still) frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [points, drain, since, rate, calm]);

  return (
    <div className="gauge">
      <svg viewBox="0 0 60 60" aria-hidden="true">
        <circle className="gauge__track" cx="30" cy="30" r={R} />
        <circle ref={level} className="gauge__level" cx="30" cy="30" r={R} strokeDasharray={AROUND} />
      </svg>
      <span className="gauge__points">{text}</span>
    </div>
  );
}
