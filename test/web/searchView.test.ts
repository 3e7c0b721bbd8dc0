import assert from 'node:assert/strict';
import { searchedFor, searchWidth, tableSizes, tellsWait } from '../../web/src/queue/searchView.ts';

describe('how wide a search is', () => {
  it('says how many may sit at the table', () => {
    assert.deepEqual([5, 4, 3, 1, 0].map(tableSizes), ['5', '4 or 5', '3 to 5', '3 to 5', '–']);
  });

  it('is told in words', () => {
    const told = [80, 250, 900, null].map(searchedFor);
    assert.deepEqual(told, [
      'players of your strength',
      'players near your strength',
      'stronger and weaker players, too',
      'players of any strength',
    ]);
  });

  it('tells how long it takes where there are enough people, or bots', () => {
    const told = [
      { estimated_wait: 2, waiting: 1, bots: false },
      { estimated_wait: 2, waiting: 1, bots: true },
      { estimated_wait: 2, waiting: 3, bots: false },
      { estimated_wait: null, waiting: 3, bots: true },
    ].map(tellsWait);
    assert.deepEqual(told, [false, true, true, false]);
  });

  it('grows with the window, and is whole for anybody', () => {
    assert.deepEqual([0, 125, 500, 900, null].map(searchWidth), [0.04, 0.25, 1, 1, 1]);
  });
});
