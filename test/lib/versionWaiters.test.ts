import assert from 'node:assert/strict';
import { VersionWaiters } from '../../src/lib/versionWaiters.ts';

/** Says whether a wait is over by now. */
async function isOver(wait: Promise<void>): Promise<boolean> {
  let over = false;
  void wait.then(() => {
    over = true;
  });
  await new Promise(setImmediate);
  return over;
}

describe('version waiters', () => {
  it('wait for a later version', async () => {
    const waiters = new VersionWaiters();
    const wait = waiters.wait('ann', 3, 60_000);
    waiters.wake(3);
    assert.equal(await isOver(wait), false);
    waiters.wake(4);
    assert.equal(await isOver(wait), true);
  });

  it('wait no longer than they said', async () => {
    await new VersionWaiters().wait('ann', 1e9, 1);
  });

  it('wait one at a time per key, the newest', async () => {
    const waiters = new VersionWaiters();
    const first = waiters.wait('ann', 0, 60_000);
    const second = waiters.wait('ann', 0, 60_000);
    assert.deepEqual([await isOver(first), await isOver(second)], [true, false]);
    waiters.wake(1);
    assert.equal(await isOver(second), true);
  });

  it('are 1000 at most, but for those who always may', async () => {
    const waiters = new VersionWaiters();
    const many = Array.from({ length: 1000 }, (_, i) => waiters.wait(`watcher ${i}`, 0, 60_000));
    const late = waiters.wait('late', 0, 60_000);
    const seated = waiters.wait('seated', 0, 60_000, true);
    const over = [await isOver(many[0] as Promise<void>), await isOver(late), await isOver(seated)];
    assert.deepEqual(over, [false, true, false]);
    waiters.wake(1);
    await Promise.all([...many, seated]);
  });
});
