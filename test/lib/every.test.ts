import assert from 'node:assert/strict';
import sinon from 'sinon';
import { every } from '../../src/lib/every.ts';

describe('every', () => {
  let clock: sinon.SinonFakeTimers;
  const logged: string[] = [];
  const log = {
    error: (_: object, message: string) => void logged.push(message),
    info: (_: object, message: string) => void logged.push(message),
  };
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    logged.length = 0;
  });
  afterEach(() => clock.restore());

  it('does one thing at a time, and no more once it is stopped', async () => {
    let begun = 0;
    const end = Promise.withResolvers<void>();
    const repeated = every(
      100,
      () => {
        begun += 1;
        return end.promise;
      },
      log,
      'failed',
    );
    clock.tick(350);
    assert.equal(begun, 1);
    let stopped = false;
    const stopping = repeated.stop().then(() => {
      stopped = true;
    });
    await Promise.resolve();
    assert.equal(stopped, false, 'waits for what is under way');
    end.resolve();
    await stopping;
    clock.tick(1000);
    assert.equal(begun, 1);
  });

  it('tries again after a failure, and says once that it began and once that it is over', async () => {
    const outcomes = [false, false, true, true];
    let done = 0;
    const repeated = every(
      100,
      async () => {
        done += 1;
        if (!outcomes.shift()) throw new Error('away');
      },
      log,
      'a thing failed',
    );
    for (let i = 0; i < 4; i++) await clock.tickAsync(100);
    await repeated.stop();
    assert.equal(done, 4);
    assert.deepEqual(logged, ['a thing failed', 'over: a thing failed']);
  });
});
