import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Batches } from '../../src/lib/Batches.ts';

/** Batches of numbers, each as heavy as it says; whoever runs one decides when it ends. */
function batches(atOnce: number, restMs = 0) {
  const runs: {
    items: readonly number[];
    end: (answers?: (Error | null)[]) => void;
    fail(error: Error): void;
  }[] = [];
  const batches = new Batches<number>({
    run: (items) => {
      const { promise, resolve, reject } = Promise.withResolvers<(Error | null)[]>();
      runs.push({ items, end: (answers) => resolve(answers ?? items.map(() => null)), fail: reject });
      return promise;
    },
    atOnce,
    restMs,
    bytes: (item) => item,
  });
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { batches, runs, turn, items: () => runs.map(({ items }) => items) };
}

describe('batches', () => {
  it('have what comes in one turn done together, and what comes meanwhile with the next', async () => {
    const { batches: writes, runs, turn, items } = batches(1);
    const done = [1, 2, 3].map((item) => writes.add(item));
    await turn();
    done.push(...[4, 5].map((item) => writes.add(item)));
    await turn();
    assert.deepEqual(items(), [[1, 2, 3]]);
    runs[0]?.end();
    await turn();
    await turn();
    assert.deepEqual(items(), [
      [1, 2, 3],
      [4, 5],
    ]);
    runs[1]?.end();
    await Promise.all(done);
  });

  it('rest from the beginning of each to the next where that is wanted', async () => {
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const { batches: writes, runs, turn, items } = batches(1, 60_000);
      const done = [writes.add(1)];
      await turn();
      runs[0]?.end();
      await Promise.all(done);
      done.push(writes.add(2), writes.add(3));
      await turn();
      await turn();
      assert.deepEqual(items(), [[1]]);
      clock.tick(60_000);
      runs[1]?.end();
      await Promise.all(done);
      assert.deepEqual(items(), [[1], [2, 3]]);
    } finally {
      clock.restore();
    }
  });

  it('are bounded in items and bytes', async () => {
    const { batches: writes, turn, items } = batches(Number.POSITIVE_INFINITY);
    for (let i = 0; i < 501; i++) void writes.add(1);
    for (const item of [600_000, 600_000, 3_000_000, 7]) void writes.add(item);
    for (let i = 0; i < 6; i++) await turn();
    assert.deepEqual(
      items().map(({ length }) => length),
      [500, 2, 1, 1, 1],
    );
  });

  it('answer each with its own failure', async () => {
    const { batches: writes, runs, turn } = batches(1);
    const done = [1, 2].map((item) => writes.add(item));
    await turn();
    runs[0]?.end([null, new Error('its own')]);
    await done[0];
    await assert.rejects(done[1] ?? Promise.resolve(), /its own/);
  });

  it('are repeated one by one when one fails as a whole, and not when the store is away', async () => {
    const { batches: writes, runs, turn, items } = batches(1);
    const done = Promise.allSettled([1, 2, 3].map((item) => writes.add(item)));
    await turn();
    runs[0]?.fail(new Error('one of them is bad'));
    for (const end of [1, 2, 3]) {
      await turn();
      if (end === 2) runs[end]?.fail(new Error('this one'));
      else runs[end]?.end();
    }
    assert.deepEqual(
      (await done).map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(items(), [[1, 2, 3], [1], [2], [3]]);
    const away = Promise.allSettled([4, 5].map((item) => writes.add(item)));
    await turn();
    await turn();
    runs[4]?.fail(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
    assert.deepEqual(
      (await away).map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(runs.length, 5);
  });
});
