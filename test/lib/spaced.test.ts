import assert from 'node:assert/strict';
import { spaced } from '../../src/lib/spaced.ts';

describe('what is spaced', () => {
  it('is done at once, and what is asked for meanwhile once more when the time is up', () => {
    let done = 0;
    const timers: (() => void)[] = [];
    const waits: number[] = [];
    const ask = spaced(
      10,
      () => (done += 1),
      (ms, work) => {
        waits.push(ms);
        timers.push(work);
      },
    );
    ask();
    assert.equal(done, 1);
    ask();
    ask();
    assert.equal(done, 1);
    timers.shift()?.();
    assert.equal(done, 2);
    ask();
    assert.equal(done, 2);
    timers.shift()?.();
    assert.equal(done, 3);
    timers.shift()?.();
    assert.equal(done, 3, 'nobody asked');
    ask();
    assert.equal(done, 4, 'it rested long enough');
    assert.deepEqual(waits, [10, 10, 10, 10]);
  });

  it('is done again after it threw', () => {
    let done = 0;
    const timers: (() => void)[] = [];
    const ask = spaced(
      10,
      () => {
        done += 1;
        if (done === 1) throw new Error('not this time');
      },
      (_ms, work) => void timers.push(work),
    );
    assert.throws(ask, /not this time/);
    ask();
    assert.equal(done, 1, 'it rests');
    timers.shift()?.();
    assert.equal(done, 2);
  });
});
