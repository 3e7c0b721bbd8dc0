import assert from 'node:assert/strict';
import { kept } from '../../src/lib/kept.ts';

describe('what is kept for a while', () => {
  it('is made once for all who ask together or soon, and anew after its time', async () => {
    let [now, made] = [0, 0];
    const ask = kept(
      5000,
      () => now,
      async () => ++made,
    );
    assert.deepEqual(await Promise.all([ask(), ask()]), [1, 1]);
    now = 4999;
    assert.equal(await ask(), 1);
    now = 5000;
    assert.equal(await ask(), 2);
  });

  it('that failed is made anew for who asks next, and never takes the place of what came after it', async () => {
    let now = 0;
    const makings: PromiseWithResolvers<string>[] = [];
    const ask = kept(
      5000,
      () => now,
      () => {
        makings.push(Promise.withResolvers<string>());
        return (makings.at(-1) as PromiseWithResolvers<string>).promise;
      },
    );
    const slow = ask();
    now = 6000;
    const next = ask();
    makings[1]?.resolve('good');
    makings[0]?.reject(new Error('gone'));
    await assert.rejects(slow, /gone/);
    assert.equal(await next, 'good');
    assert.equal(await ask(), 'good');
    assert.equal(makings.length, 2);

    now = 12_000;
    const failing = ask();
    makings[2]?.reject(new Error('gone'));
    await assert.rejects(failing, /gone/);
    const after = ask();
    makings[3]?.resolve('back');
    assert.equal(await after, 'back');
  });
});
