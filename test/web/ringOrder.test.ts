import assert from 'node:assert/strict';
import { arc, seatPoint } from '../../web/src/relay/arcs.ts';
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

  it('has the first seat at the bottom and the next ones clockwise', () => {
    const [first, second] = [seatPoint(0, 4), seatPoint(1, 4)];
    assert.ok(first.y > 80 && Math.abs(first.x - 50) < 1e-9);
    assert.ok(second.x < 20 && Math.abs(second.y - 50) < 1e-9);
  });

  it('draws the long way round as a large arc', () => {
    const large = (path: string) => path.split(' ')[7];
    assert.equal(large(arc(0, 1, 5)), '0');
    assert.equal(large(arc(0, 4, 5)), '1');
  });
});
