import assert from 'node:assert/strict';
import { arc, FLAT, type Point, ROUND, seatPoint, wayBetween } from '../../web/src/relay/arcs.ts';
import { nextActive, startingWith } from '../../web/src/relay/ringOrder.ts';

const ring = (...active: boolean[]) => active.map((on, i) => ({ id: 'abcde'.charAt(i), active: on }));

describe('the ring on the page', () => {
  it('starts with the viewer and goes round', () => {
    const order = startingWith(ring(true, true, true, true), 'c').map((player) => player.id);
    assert.deepEqual(order, ['c', 'd', 'a', 'b']);
  });

  it('is in the order of the seats for who only watches', () => {
    const order = startingWith(ring(true, true, true), null).map((player) => player.id);
    assert.deepEqual(order, ['a', 'b', 'c']);
  });

  it('closes around who is out', () => {
    const players = ring(true, false, false, true);
    assert.equal(nextActive(players, 'a')?.id, 'd');
    assert.equal(nextActive(players, 'd')?.id, 'a');
  });

  it('ends at the last one: nobody feeds themselves', () => {
    assert.equal(nextActive(ring(true, false, false), 'a'), undefined);
  });

  for (const [name, shape] of Object.entries({ ROUND, FLAT })) {
    it(`has the first seat at the bottom and the next ones clockwise, ${name}`, () => {
      const [first, second, third] = [0, 1, 2].map((seat) => seatPoint(shape, seat, 4)) as [
        Point,
        Point,
        Point,
      ];
      assert.ok(first.y > shape.centre.y && Math.abs(first.x - 50) < 1e-9);
      assert.ok(second.x < 20 && Math.abs(second.y - shape.centre.y) < 1e-9);
      assert.ok(third.y < shape.centre.y);
      assert.ok(first.y + shape.seat.radius <= shape.height, 'a whole gauge fits in the box');
    });

    it(`takes points from seat to seat, the long way where those between are out, ${name}`, () => {
      const way = wayBetween(shape, 3, 1, 4);
      assert.deepEqual(way[0], seatPoint(shape, 3, 4));
      const end = seatPoint(shape, 1, 4);
      assert.ok(Math.hypot((way.at(-1)?.x ?? 0) - end.x, (way.at(-1)?.y ?? 0) - end.y) < 1e-9);
      assert.ok(way.length > wayBetween(shape, 0, 1, 4).length);
    });

    it(`draws arrows that are clear of both seats, ${name}`, () => {
      for (const count of [3, 4, 5]) {
        const numbers =
          arc(shape, 0, 1, count)
            .match(/[\d.]+/g)
            ?.map(Number) ?? [];
        assert.ok(numbers.length >= 4, `there is room for an arrow among ${count}`);
        const [x = 0, y = 0] = numbers;
        const seat = seatPoint(shape, 0, count);
        assert.ok(Math.hypot(x - seat.x, y - seat.y) >= shape.seat.radius - 0.01);
      }
    });
  }
});
