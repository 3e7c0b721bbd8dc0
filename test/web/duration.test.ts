import assert from 'node:assert/strict';
import { clock, wait } from '../../web/src/lib/duration.ts';

describe('durations', () => {
  it('count down to 0:00 only at the end', () => {
    assert.deepEqual([300_000, 60_001, 59_001, 1, 0, -5].map(clock), [
      '5:00',
      '1:01',
      '1:00',
      '0:01',
      '0:00',
      '0:00',
    ]);
  });

  it('say waits in words', () => {
    assert.deepEqual([0, 8.4, 89, 120].map(wait), ['soon', '8 s', '89 s', '2 min']);
  });
});
