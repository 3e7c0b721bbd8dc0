import assert from 'node:assert/strict';
import { drained, inDanger, secondsLeft } from '../../web/src/relay/points.ts';
import { usedTiles } from '../../web/src/relay/puzzleControls.ts';

describe('points on the page', () => {
  it('go smoothly between two words of the server, for a second at most, and never below nothing', () => {
    assert.equal(drained(50, 4, 0), 50);
    assert.equal(drained(50, 4, 250), 49);
    assert.equal(drained(50, 4, 60_000), 46);
    assert.equal(drained(1, 4, 900), 0);
    assert.equal(drained(50, 4, -20), 50);
  });

  it('last so many seconds', () => {
    assert.equal(secondsLeft(9, 2), 5);
    assert.equal(secondsLeft(9, 0), null);
  });

  it('are few before they are gone, for who is still in', () => {
    assert.equal(inDanger({ active: true, points: 24 }), true);
    assert.equal(inDanger({ active: true, points: 25 }), false);
    assert.equal(inDanger({ active: false, points: 0 }), false);
  });
});

describe('letter tiles', () => {
  it('are used up one by one, in whatever case one types', () => {
    assert.deepEqual(usedTiles('ETSE', 'ee'), [true, false, false, true]);
    assert.deepEqual(usedTiles('ETSE', 'eeex'), [true, false, false, true]);
    assert.deepEqual(usedTiles('ETSE', ''), [false, false, false, false]);
  });
});
