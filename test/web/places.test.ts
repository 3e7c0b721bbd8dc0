import assert from 'node:assert/strict';
import { isForAnybody, places } from '../../web/src/session/places.ts';

describe('the places of the page', () => {
  it('wait for nobody where everybody reads the same', () => {
    assert.ok([places.howToPlay, places.leaderboard, places.player('ada')].every(isForAnybody));
  });

  it('wait until it is known who one is where that matters', () => {
    const own = [
      places.home,
      places.play,
      places.me,
      places.table('m'),
      places.match('m'),
      places.party('abc'),
    ];
    assert.deepEqual(own.filter(isForAnybody), []);
  });
});
