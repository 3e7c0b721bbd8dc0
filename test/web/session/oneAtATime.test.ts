import assert from 'node:assert/strict';
import { oneAtATime } from '../../../web/src/session/oneAtATime.ts';

describe('one attempt at a time', () => {
  const setUp = () => {
    const told: unknown[] = [];
    const attempt = oneAtATime({
      busy: (under) => void told.push(under),
      failed: (error) => void told.push(error),
    });
    return { told, attempt };
  };

  it('does once what is pressed twice before the next picture', async () => {
    const { told, attempt } = setUp();
    let called = 0;
    let end = () => {};
    const work = () => {
      called += 1;
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    };
    attempt(work);
    attempt(work);
    assert.deepEqual([called, told], [1, [true]]);
    end();
    await new Promise(setImmediate);
    attempt(work);
    assert.deepEqual([called, told], [2, [true, false, true]]);
  });

  it('tells why it failed, and is free again', async () => {
    const { told, attempt } = setUp();
    const error = new Error('no');
    attempt(() => Promise.reject(error));
    await new Promise(setImmediate);
    assert.deepEqual(told, [true, error, false]);
  });
});
