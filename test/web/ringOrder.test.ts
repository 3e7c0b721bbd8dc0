import assert from 'node:assert/strict';
import { fedBy, nextActive, startingWith } from '../../web/src/games/relay/ringOrder.ts';

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

  it('has nobody fed by who is out, or only watches', () => {
    const players = ring(true, false, true);
    assert.equal(fedBy(players, 'a')?.id, 'c');
    assert.equal(fedBy(players, 'b'), undefined);
    assert.equal(fedBy(players, null), undefined);
  });

  it('ends at the last one: nobody feeds themselves', () => {
    assert.equal(nextActive(ring(true, false, false), 'a'), undefined);
  });
});
