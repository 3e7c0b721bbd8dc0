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
  seat: SeatRoom;
  /** The middle of what is left between the seats: for the clock. */
  middle: number;
}

/** A seat's gauge, and below it the name. */
interface SeatRoom {
  radius: number;
  halfWidth: number;
  below: number;
}

/** How rings are laid out on a screen of some size, in units of a hundredth of its width. */
export interface RingRoom {
  rx: number;
  seat: SeatRoom;
  /** By how many sit there, 3 to 5: where the highest seat is, and how far below it the lowest. */
  rows: readonly [three: Rows, four: Rows, five: Rows];
}

interface Rows {
  top: number;
  span: number;
}

/** Where there is room. */
export const ROUND: RingRoom = {
  rx: 38,
  seat: { radius: 11.5, halfWidth: 14, below: 22.5 },
  rows: [
    { top: 20, span: 56 },
    { top: 12.5, span: 66 },
    { top: 12.5, span: 66 },
  ],
};
/** On a phone. */
export const FLAT: RingRoom = {
  rx: 38,
  seat: { radius: 10, halfWidth: 12, below: 19 },
  rows: [
    { top: 16, span: 34 },
    { top: 9.5, span: 46 },
    { top: 9.5, span: 39.5 },
  ],
};
/** On a small phone, where gauges are smaller, too. */
export const NARROW: RingRoom = {
  rx: 40,
  seat: { radius: 9.5, halfWidth: 12.5, below: 21.5 },
  rows: [
    { top: 18, span: 40 },
    { top: 9.5, span: 52 },
    { top: 9.5, span: 44 },
  ],
};

/** The ring of so many seats. */
export function ringShape({ rx, seat, rows }: RingRoom, count: number): RingShape {
  const { top, span } = rows[count <= 3 ? 0 : count === 4 ? 1 : 2];
  // The first seat is at the bottom: whether there is one just above it, or two beside that.
  const even = count % 2 === 0;
  const above = even ? 1 : Math.cos(Math.PI / count);
  const ry = span / (1 + above);
  const bottom = top + span;
  const free = [top + (even ? seat.below : seat.radius), bottom - seat.radius] as const;
  return {
    height: bottom + seat.below,
    centre: { x: 50, y: bottom - ry },
    rx,
    ry,
    seat,
    middle: (free[0] + free[1]) / 2,
  };
}

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

/** The points of that way that are clear of both seats, their names included. */
export function clearWay(shape: RingShape, from: number, to: number, count: number): Point[] {
  const ends = [seatPoint(shape, from, count), seatPoint(shape, to, count)];
  return wayBetween(shape, from, to, count).filter(
    (point) => !ends.some((seat) => covers(shape, seat, point)),
  );
}

/** An SVG path of that way, clear of both seats. Empty when there is no room between them. */
export function arc(shape: RingShape, from: number, to: number, count: number): string {
  const clear = clearWay(shape, from, to, count);
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

/** The frames of what flies a way, as a layer that covers the ring moves: nothing else on the page is laid out anew. */
export function flightFrames(way: readonly Point[], { height }: RingShape): { transform: string }[] {
  return way.map(({ x, y }) => ({ transform: `translate(${round(x)}%, ${round((100 * y) / height)}%)` }));
}
