import { useEffect, useRef } from 'react';
import type { Controls } from './controls/Controls.ts';
import type { Stick } from './controls/Stick.ts';

/** Shows the sticks where thumbs are. They are moved without React: sixty times a second. */
export function Sticks({ controls }: { controls: Controls }) {
  const left = useRef<HTMLDivElement>(null);
  const right = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let frame = 0;
    const next = () => {
      frame = requestAnimationFrame(next);
      show(left.current, controls.left);
      show(right.current, controls.right);
    };
    frame = requestAnimationFrame(next);
    return () => cancelAnimationFrame(frame);
  }, [controls]);
  return (
    <div aria-hidden="true">
      <div className="arena__stick" ref={left}>
        <span />
      </div>
      <div className="arena__stick arena__stick--aim" ref={right}>
        <span />
      </div>
    </div>
  );
}

function show(element: HTMLElement | null, { pointer, base, tilt }: Stick): void {
  if (!element) return;
  element.hidden = pointer === null;
  if (pointer === null) return;
  element.style.transform = `translate(${base.x}px, ${base.y}px)`;
  const knob = element.firstElementChild as HTMLElement;
  const long = Math.max(1, Math.hypot(tilt.x, tilt.y));
  knob.style.transform = `translate(${(tilt.x / long) * 34}px, ${(tilt.y / long) * 34}px)`;
}
