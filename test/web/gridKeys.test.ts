import assert from 'node:assert/strict';
import { cellAfter } from '../../web/src/games/relay/gridKeys.ts';

describe('arrow keys in a grid', () => {
  it('go to the neighbour', () => {
    assert.deepEqual(
      ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map((key) => cellAfter(key, 4, 3)),
      [3, 5, 1, 7],
    );
  });

  it('stop at the edge and do not wrap', () => {
    assert.equal(cellAfter('ArrowRight', 2, 3), undefined);
    assert.equal(cellAfter('ArrowLeft', 3, 3), undefined);
    assert.equal(cellAfter('ArrowUp', 1, 3), undefined);
    assert.equal(cellAfter('ArrowDown', 8, 3), undefined);
  });

  it('leave other keys alone', () => {
    assert.equal(cellAfter('Enter', 4, 3), undefined);
  });
});
