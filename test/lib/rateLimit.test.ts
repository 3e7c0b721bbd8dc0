import assert from 'node:assert/strict';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import sinon from 'sinon';
import { RateLimit } from '../../src/lib/rateLimit.ts';

describe('RateLimit', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  });
  afterEach(() => clock.restore());

  it('lets so many calls of a key through, then says for how long not', async () => {
    const limit = new RateLimit('test', { points: 2, seconds: 10 });

    const taken = [await limit.take('a'), await limit.take('a')];
    clock.tick(2500);
    taken.push(await limit.take('a'));

    assert.deepEqual(taken, [0, 0, 8]);
  });

  it('counts keys apart', async () => {
    const limit = new RateLimit('test', { points: 1, seconds: 10 });
    await limit.take('a');

    assert.equal(await limit.take('b'), 0);
  });

  it('begins anew when the window is over', async () => {
    const limit = new RateLimit('test', { points: 1, seconds: 10 });
    await limit.take('a');
    clock.tick(10_000);

    assert.equal(await limit.take('a'), 0);
  });

  it('gives points back', async () => {
    const limit = new RateLimit('test', { points: 1, seconds: 10 });
    await limit.take('a');
    await limit.refund('a');

    assert.equal(await limit.take('a'), 0);
  });

  it('counts where it is told to, and does not take a broken counter for a refusal', async () => {
    class Broken extends RateLimiterMemory {
      override consume(): Promise<never> {
        return Promise.reject(new Error('store away'));
      }
    }
    const made: unknown[] = [];
    const limit = new RateLimit('login', { points: 3, seconds: 60 }, (name, rate) => {
      made.push([name, rate]);
      return new Broken({ points: rate.points, duration: rate.seconds });
    });

    await assert.rejects(limit.take('a'), /store away/);
    assert.deepEqual(made, [['login', { points: 3, seconds: 60 }]]);
  });
});
