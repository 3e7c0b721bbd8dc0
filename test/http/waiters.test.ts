import assert from 'node:assert/strict';
import { Waiters } from '../../src/http/waiters.ts';

const never = () => new Promise<never>(() => {});
const here = () => new AbortController().signal;

describe('Waiters', () => {
  it('answers what was waited for, and forgets the wait', async () => {
    const waiters = new Waiters();

    assert.equal(await waiters.wait('ann', 'm1', here(), async () => 7), 7);
    assert.equal(waiters.size, 0);
  });

  it('passes errors on, and forgets the wait', async () => {
    const waiters = new Waiters();

    await assert.rejects(
      waiters.wait('ann', 'm1', here(), async () => {
        throw new Error('broken');
      }),
      /broken/,
    );
    assert.equal(waiters.size, 0);
  });

  it('keeps the newest of a player’s waits for one thing', async () => {
    const waiters = new Waiters();
    const older = waiters.wait('ann', 'm1', here(), never);
    const { promise, resolve } = Promise.withResolvers<number>();
    const newer = waiters.wait('ann', 'm1', here(), () => promise);

    await assert.rejects(older, { code: 'superseded' });
    resolve(8);

    assert.equal(await newer, 8);
  });

  it('keeps a few of a player’s waits, the newest', async () => {
    const waiters = new Waiters();
    const waits = ['m1', 'm2', 'm3', 'm4', 'm5'].map((match) => waiters.wait('ann', match, here(), never));
    const other = waiters.wait('ben', 'm1', here(), never);

    await assert.rejects(waits[0] as Promise<never>, { code: 'superseded' });
    assert.equal(waiters.size, 5);

    waiters.close();
    for (const wait of [...waits.slice(1), other]) await assert.rejects(wait, { code: 'retry_later' });
    assert.equal(waiters.size, 0);
  });

  it('keeps several tabs that wait for what is told in each, the newest, beside what else one waits for', async () => {
    const waiters = new Waiters();
    const match = waiters.wait('ann', 'm1', here(), never);
    const tabs = [1, 2, 3, 4, 5].map(() => waiters.wait('ann', 'button', here(), never, true));
    const others = ['m2', 'm3', 'm4'].map((one) => waiters.wait('ann', one, here(), never));
    await assert.rejects(tabs[0] as Promise<never>, { code: 'superseded' });
    assert.equal(waiters.size, 8);
    waiters.close();
    for (const wait of [match, ...tabs.slice(1), ...others])
      await assert.rejects(wait, { code: 'retry_later' });
  });

  it('lets go of whoever went away', async () => {
    const waiters = new Waiters();
    const gone = new AbortController();
    const wait = waiters.wait('ann', 'm1', gone.signal, never);

    gone.abort();

    await assert.rejects(wait, { code: 'client_gone' });
    assert.equal(waiters.size, 0);
  });

  it('does not wait for whoever is gone already, or once closed', async () => {
    const waiters = new Waiters();

    await assert.rejects(waiters.wait('ann', 'm1', AbortSignal.abort(), never), { code: 'client_gone' });
    waiters.close();
    await assert.rejects(waiters.wait('ann', 'm1', here(), never), { code: 'retry_later' });
    assert.equal(waiters.size, 0);
  });
});
