import assert from 'node:assert/strict';
import { clock, wait, waitRange } from '../../web/src/lib/duration.ts';

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

  it('say waits that are not known exactly', () => {
    const said = (
      [
        [null, null],
        [5, null],
        [5, 5],
        [0, 0],
        [0, 0.5],
        [0, 20],
        [8.2, 20],
        [80, 200],
        [100, 110],
      ] as const
    ).map(([likely, longest]) => waitRange(likely, longest));
    assert.deepEqual(said, ['–', '5 s', '5 s', 'soon', 'soon', 'up to 20 s', '8–20 s', '1–3 min', '2 min']);
  });
});
