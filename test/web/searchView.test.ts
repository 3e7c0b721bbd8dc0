import assert from 'node:assert/strict';
import { searchWidth, tableSizes } from '../../web/src/queue/searchView.ts';

describe('how wide a search is', () => {
  it('says how many may sit at the table', () => {
    assert.deepEqual([5, 4, 3, 1, 0].map(tableSizes), ['5', '4 or 5', '3 to 5', '1 to 5', '–']);
  });

  it('grows with the window, and is whole for anybody', () => {
    assert.deepEqual([0, 125, 500, 900, null].map(searchWidth), [0.04, 0.25, 1, 1, 1]);
  });
});
