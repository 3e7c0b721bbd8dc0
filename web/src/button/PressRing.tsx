import { memo } from 'react';
import type { Phase } from './Countdown.ts';

const TICKS = 60;
/** The nearer the end, the longer and the more pointed. The top of a ring of 100 around 0, 0. */
const SHAPES: Record<Phase, string> = {
  calm: 'M0-94v3',
  soon: 'M0-97v9',
  close: 'M-4-99h8L0-84z',
  over: 'M0-93v1',
};
const OUT = 'M0-93v1';

/**
 * How much is left, as lamps around the button: they go out one after the other, as a hand goes round.
 * @param part 0 to 1
 */
export const PressRing = memo(function PressRing({ lit, phase }: { lit: number; phase: Phase }) {
  return (
    <svg className={`press-ring press-ring--${phase}`} viewBox="-100 -100 200 200" aria-hidden="true">
      {Array.from({ length: TICKS }, (_, i) => {
        const on = i >= TICKS - lit;
        return (
          <path
            key={i}
            className={on ? 'press-ring__tick press-ring__tick--on' : 'press-ring__tick'}
            d={on ? SHAPES[phase] : OUT}
            transform={`rotate(${(i * 360) / TICKS})`}
          />
        );
      })}
    </svg>
  );
});

/** How many lamps are lit. */
export function litOf(part: number): number {
  return Math.ceil(part * TICKS);
}
