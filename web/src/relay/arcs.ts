/** A point of a ring, in units of its box: `RingShape` says how many there are. */
export interface Point {
  x: number;
  y: number;
}

/** A ring in a box of 100 units by `height`, and the room that a seat takes around its point. */
export interface RingShape {
  height: number;
  centre: Point;
  rx: number;
  ry: number;
  /** A seat's gauge, and below it the name. */
  seat: { radius: number; halfWidth: number; below: number };
}

/** Where there is room, and on a phone. */
export const ROUND: RingShape = {
  height: 100,
  centre: { x: 50, y: 47 },
  rx: 38,
  ry: 36,
  seat: { radius: 13, halfWidth: 10, below: 25 },
};
export const FLAT: RingShape = {
  height: 64,
  centre: { x: 50, y: 30 },
  rx: 38,
  ry: 21,
  seat: { radius: 10, halfWidth: 10, below: 18.5 },
};

/** So many points make a round of the ring. */
const FINENESS = 120;

/** Where seat `index` of `count` sits: the first at the bottom, the next ones clockwise. */
export function seatPoint(shape: RingShape, index: number, count: number): Point {
  return onRing(shape, index / count);
}

/** The way along the ring from one seat to another, clockwise, from the middle of each. */
export function wayBetween(shape: RingShape, from: number, to: number, count: number): Point[] {
  const turns = ((to - from + count) % count || count) / count;
  const steps = Math.max(2, Math.round(turns * FINENESS));
  return Array.from({ length: steps + 1 }, (_, i) => onRing(shape, from / count + (turns * i) / steps));
}

/** An SVG path of that way, clear of both seats. Empty when there is no room between them. */
export function arc(shape: RingShape, from: number, to: number, count: number): string {
  const ends = [seatPoint(shape, from, count), seatPoint(shape, to, count)];
  const clear = wayBetween(shape, from, to, count).filter(
    (point) => !ends.some((seat) => covers(shape, seat, point)),
  );
  if (clear.length < 2) return '';
  return clear.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'} ${round(x)} ${round(y)}`).join(' ');
}

function covers({ seat }: RingShape, at: Point, { x, y }: Point): boolean {
  const [dx, dy] = [x - at.x, y - at.y];
  if (Math.hypot(dx, dy) < seat.radius) return true;
  return Math.abs(dx) < seat.halfWidth && dy > 0 && dy < seat.below;
}

/** `turn` 0 is the bottom, 0.25 the left. */
function onRing({ centre, rx, ry }: RingShape, turn: number): Point {
  const angle = (turn + 0.25) * 2 * Math.PI;
  return { x: centre.x + rx * Math.cos(angle), y: centre.y + ry * Math.sin(angle) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
