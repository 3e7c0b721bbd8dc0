import assert from 'node:assert/strict';
import sinon from 'sinon';
import { healthBy } from '../../src/deps/healthBy.ts';

describe('the health of a store', () => {
  it('is good when it answers, and bad when it refuses', async () => {
    assert.deepEqual(await healthBy(Promise.resolve(1), 'away'), { ok: true });
    assert.deepEqual(await healthBy(Promise.reject(new Error('x')), 'away'), { ok: false, message: 'away' });
  });

  it('is bad after a second without an answer, so that the rest can be told', async () => {
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const health = healthBy(new Promise(() => {}), 'away');
      await clock.tickAsync(1000);
      assert.deepEqual(await health, { ok: false, message: 'away' });
    } finally {
      clock.restore();
    }
  });
});
