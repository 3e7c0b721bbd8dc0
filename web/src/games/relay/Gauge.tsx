import { type ReactNode, useContext, useEffect, useRef } from 'react';
import { useCalm } from '../../lib/useMedia.ts';
import { GameRate } from '../../table/GameRate.ts';
import { FULL_POINTS, gaugePoints, nextLook, SEEN } from './points.ts';

const R = 26;
const AROUND = 2 * Math.PI * R;
/** How fast the gauge follows a jump: two thirds of the way in this time. */
const FOLLOW_MS = 110;

interface Props {
  points: number;
  /** Points that go per second. */
  drain: number;
  /** When the server last took some, by `performance.now()`. */
  since: number;
  text: string;
  /** Who holds the lamp. */
  children: ReactNode;
}

/**
 * Points as the light of a lamp that burns down: the ring around its guest empties, smoothly between the server's
 * words, and with each of them the glass does, and the glow fades. The number stands in the glass.
 */
export function Gauge({ points, drain, since, text, children }: Props) {
  const level = useRef<SVGCircleElement>(null);
  const shown = useRef(points);
  const rate = useContext(GameRate);
  const calm = useCalm();

  useEffect(() => {
    let painted = Number.NaN;
    function draw(value: number): void {
      shown.current = value;
      if (Math.abs(value - painted) < SEEN) return;
      painted = value;
      if (level.current) level.current.style.strokeDashoffset = String(AROUND * (1 - fullness(value)));
    }
    if (calm) {
      draw(points);
      return;
    }
    let before = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frame = requestAnimationFrame(function next(now) {
      const target = gaugePoints({ points, drain, since }, now, rate);
      const rest = (shown.current - target) * Math.exp(-Math.max(0, now - before) / FOLLOW_MS);
      before = now;
      draw(target + rest);
      const wait = nextLook(rest, drain * rate);
      const look = () => {
        frame = requestAnimationFrame(next);
      };
      if (wait === 0) look();
      else if (wait !== null) timer = setTimeout(look, wait);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [points, drain, since, rate, calm]);

  return (
    <div className="gauge">
      <span className="gauge__glow" style={{ opacity: fullness(points) }} aria-hidden="true" />
      <svg viewBox="0 0 60 60" aria-hidden="true">
        <circle className="gauge__track" cx="30" cy="30" r={R} />
        <circle ref={level} className="gauge__level" cx="30" cy="30" r={R} strokeDasharray={AROUND} />
      </svg>
      <span className="gauge__guest">{children}</span>
      {text !== '' && (
        <span className="lamp">
          <svg className="lamp__frame" viewBox="0 0 40 52" preserveAspectRatio="none" aria-hidden="true">
            <path className="lamp__handle" d="M10 12q0-11 10-11t10 11" />
            <path className="lamp__brass" d="M12 14l2-6h12l2 6zM6 46h28l2 5h-32z" />
          </svg>
          <span className="lamp__glass" aria-hidden="true">
            <span className="lamp__oil" style={{ transform: `scaleY(${fullness(points)})` }} />
          </span>
          <span className="gauge__points">{text}</span>
        </span>
      )}
    </div>
  );
}

/** How full a lamp is, 0 to 1. */
function fullness(points: number): number {
  return Math.min(Math.max(points, 0), FULL_POINTS) / FULL_POINTS;
}
