import assert from 'node:assert/strict';
import { each } from '../../src/lib/each.ts';

describe('each', () => {
  it('has its turn, whatever became of those before it, and what failed is said at the end', async () => {
    const done: number[] = [];
    const work = (failing: number[]) => async (one: number) => {
      if (failing.includes(one)) throw new Error(`no ${one}`);
      done.push(one);
    };
    await each([1, 2], work([]));
    await assert.rejects(each([3, 4], work([3])), /^Error: no 3$/);
    await assert.rejects(each([5, 6, 7], work([5, 7])), ({ errors }: AggregateError) => errors.length === 2);
    assert.deepEqual(done, [1, 2, 4, 6]);
  });
});
