import assert from 'node:assert/strict';
import {
  arc,
  FLAT,
  flightFrames,
  NARROW,
  type Point,
  type RingRoom,
  ROUND,
  ringShape,
  seatPoint,
  wayBetween,
} from '../../web/src/games/relay/arcs.ts';

/** The narrowest ring of each kind on a screen and what the style sheet puts on it, px. */
interface Screen {
  room: RingRoom;
  width: number;
  gauge: number;
  /** Below a gauge: a name as long as it may be, and a few words. */
  name: Size;
  note: Size;
  /** The clock, and below it what was passed on. */
  centre: readonly Size[];
}

interface Size {
  width: number;
  height: number;
}

const size = (width: number, height: number): Size => ({ width, height });
const SCREENS: Record<string, Screen> = {
  'a window': {
    ...{ room: ROUND, width: 400, gauge: 88, name: size(128, 24), note: size(70, 20) },
    centre: [size(80, 49), size(126, 57)],
  },
  'a phone': {
    ...{ room: FLAT, width: 348, gauge: 56, name: size(96, 21), note: size(56, 16) },
    centre: [size(58, 26), size(92, 34)],
  },
  'a small phone': {
    ...{ room: NARROW, width: 288, gauge: 48, name: size(80, 21), note: size(50, 16) },
    centre: [size(50, 22), size(84, 34)],
  },
};

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

for (const [name, screen] of Object.entries(SCREENS)) {
  const { room, width, gauge, note } = screen;

  describe(`a ring on ${name}`, () => {
    const shapes = [3, 4, 5].map((count) => [count, ringShape(room, count)] as const);
    const shape = ringShape(room, 4);

    it('has the first seat at the bottom and the next ones clockwise', () => {
      const [first, second, third] = [0, 1, 2].map((seat) => seatPoint(shape, seat, 4)) as [
        Point,
        Point,
        Point,
      ];
      assert.ok(first.y > shape.centre.y && Math.abs(first.x - 50) < 1e-9);
      assert.ok(second.x < 20 && Math.abs(second.y - shape.centre.y) < 1e-9);
      assert.ok(third.y < shape.centre.y);
    });

    it('has every seat in its box, and none over another or over the clock', () => {
      for (const [count, shape] of shapes) {
        const scale = width / 100;
        const seats = Array.from({ length: count }, (_, i) => seatPoint(shape, i, count)).map(({ x, y }) => ({
          x: x * scale,
          y: y * scale,
        }));
        for (const { y } of seats) {
          assert.ok(
            y >= gauge / 2 && y + gauge / 2 + screen.name.height + note.height <= shape.height * scale,
            `${count} in the box`,
          );
        }
        for (const one of seats) {
          const labels = labelsOf(one, screen);
          for (const other of seats.filter((seat) => seat !== one)) {
            for (const label of labels)
              assert.ok(!onDisc(label, other, gauge / 2), `${count}: a gauge on a name`);
            for (const label of labels)
              for (const its of labelsOf(other, screen)) assert.ok(!meet(label, its), `${count}: two names`);
          }
          for (const box of centreOf(shape.middle * scale, screen)) {
            assert.ok(!onDisc(box, one, gauge / 2), `${count}: a gauge on the clock`);
            assert.ok(!labels.some((label) => meet(label, box)), `${count}: a name on the clock`);
          }
        }
      }
    });

    it('takes points from seat to seat, the long way where those between are out', () => {
      const way = wayBetween(shape, 3, 1, 4);
      assert.deepEqual(way[0], seatPoint(shape, 3, 4));
      const end = seatPoint(shape, 1, 4);
      assert.ok(Math.hypot((way.at(-1)?.x ?? 0) - end.x, (way.at(-1)?.y ?? 0) - end.y) < 1e-9);
      assert.ok(way.length > wayBetween(shape, 0, 1, 4).length);
    });

    it('has room for every arrow, all the way', () => {
      for (const [count, shape] of shapes)
        for (let seat = 0; seat < count; seat += 1)
          for (const { y } of wayBetween(shape, seat, seat + 1, count))
            assert.ok(y >= 0.6 && y <= shape.height, `${count}: ${y} in the box`);
    });

    it('draws arrows that are clear of both seats', () => {
      for (const [count, shape] of shapes) {
        const numbers = (arc(shape, 0, 1, count).match(/[\d.]+/g) ?? []).map(Number);
        assert.ok(numbers.length >= 4, `there is room for an arrow among ${count}`);
        const [x = 0, y = 0] = numbers;
        const seat = seatPoint(shape, 0, count);
        assert.ok(Math.hypot(x - seat.x, y - seat.y) >= shape.seat.radius - 0.01);
      }
    });
  });
}

describe('points that fly', () => {
  it('go from the giver to the taker without laying anything out anew', () => {
    const shape = ringShape(FLAT, 5);
    const frames = flightFrames(wayBetween(shape, 0, 1, 5), shape);
    const { x, y } = seatPoint(shape, 0, 5);
    assert.deepEqual(Object.keys(frames[0] ?? {}), ['transform']);
    const [left, top] = (frames[0]?.transform.match(/[\d.]+/g) ?? []).map(Number);
    assert.ok(Math.abs((left ?? 0) - x) < 0.01 && Math.abs((top ?? 0) - (100 * y) / shape.height) < 0.01);
    assert.notEqual(frames.at(-1)?.transform, frames[0]?.transform);
  });
});

function labelsOf({ x, y }: Point, { gauge, name, note }: Screen): Box[] {
  const below = y + gauge / 2;
  return [boxAt(x, below, name), boxAt(x, below + name.height, note)];
}

function centreOf(middle: number, { width, centre }: Screen): Box[] {
  let top = middle - centre.reduce((sum, { height }) => sum + height, 0) / 2;
  return centre.map((size) => {
    const box = boxAt(width / 2, top, size);
    top = box.bottom;
    return box;
  });
}

function boxAt(x: number, top: number, { width, height }: Size): Box {
  return { left: x - width / 2, right: x + width / 2, top, bottom: top + height };
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function onDisc({ left, right, top, bottom }: Box, { x, y }: Point, radius: number): boolean {
  const nearest = { x: Math.min(Math.max(x, left), right), y: Math.min(Math.max(y, top), bottom) };
  return Math.hypot(nearest.x - x, nearest.y - y) < radius;
}
