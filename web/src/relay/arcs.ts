/** A point in percent of a square's side. */
export interface Point {
  x: number;
  y: number;
}

const RADIUS = 38;
/** Half the angle that a seat covers, in turns of the circle, and what its name below it adds at most. */
const SEAT = 0.062;
const NAME = 0.05;

/** Where seat `index` of `count` sits: the first at the bottom, the next ones clockwise. */
export function seatPoint(index: number, count: number): Point {
  return onCircle(index / count);
}

/** An SVG path along the ring from one seat to another, clear of both, in a 100 × 100 box. */
export function arc(from: number, to: number, count: number): string {
  const start = from / count + clearance(from / count, false);
  const span = ((to - from + count) % count || count) / count;
  const turns = span + from / count - start - clearance(to / count, true);
  const [a, b] = [onCircle(start), onCircle(start + turns)];
  const large = turns > 0.5 ? 1 : 0;
  return `M ${round(a.x)} ${round(a.y)} A ${RADIUS} ${RADIUS} 0 ${large} 1 ${round(b.x)} ${round(b.y)}`;
}

/** On the left one comes to a seat from below, on the right one leaves it there: past its name. */
function clearance(turn: number, coming: boolean): number {
  const side = Math.sin(2 * Math.PI * turn);
  return SEAT + NAME * Math.max(0, coming ? side : -side);
}

/** `turn` 0 is the bottom, 0.25 the left. */
function onCircle(turn: number): Point {
  const angle = (turn + 0.25) * 2 * Math.PI;
  return { x: 50 + RADIUS * Math.cos(angle), y: 50 + RADIUS * Math.sin(angle) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
