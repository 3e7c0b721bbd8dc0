import assert from 'node:assert/strict';
import { backoffMs, Retrier } from '../../client/Retrier.ts';
import { settle } from './support/happens.ts';
import { ManualClock } from './support/ManualClock.ts';

/** A retrier whose attempts end as `outcomes` say, then well. */
function retrier(outcomes: (boolean | number)[], random = 1) {
  const clock = new ManualClock();
  const made = { clock, attempts: 0 };
  const attempt = async () => {
    made.attempts += 1;
    return outcomes.shift() ?? true;
  };
  return Object.assign(made, {
    it: new Retrier({ clock, random: () => random, minMs: 500, maxMs: 30_000, attempt }),
  });
}

describe('Retrier', () => {
  it('waits twice as long after each failure, up to a cap', async () => {
    const tried = retrier(Array(8).fill(false));
    await tried.it.start();

    const waits: (number | null)[] = [];
    while (waits.length < 8) {
      waits.push(tried.clock.next);
      tried.clock.advance(30_000);
      await settle();
    }

    assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    assert.equal(tried.attempts, 9);
    assert.equal(tried.clock.pending, 0);
  });

  it('waits as long as an attempt says before it waits for itself, also when it is hurried meanwhile', async () => {
    const tried = retrier([5000, 7000]);
    const started = tried.it.start();
    tried.it.wake();
    await started;
    assert.deepEqual([tried.attempts, tried.clock.next], [1, 5500]);
    tried.clock.advance(5500);
    await settle();
    assert.deepEqual([tried.attempts, tried.clock.next], [2, 7500]);
  });

  it('begins with a wait when it is told to', async () => {
    const tried = retrier([]);
    await tried.it.start(10_000);
    assert.deepEqual([tried.attempts, tried.clock.next], [0, 10_500]);
    tried.clock.advance(10_500);
    await settle();
    assert.equal(tried.attempts, 1);
  });

  it('leaves half of each wait to chance', () => {
    assert.equal(
      backoffMs(3, 500, 30_000, () => 0),
      2000,
    );
    assert.equal(
      backoffMs(3, 500, 30_000, () => 0.5),
      3000,
    );
  });

  it('tries at once when woken, and starts over with short waits', async () => {
    const tried = retrier(Array(5).fill(false));
    await tried.it.start();
    tried.clock.advance(500);
    await settle();

    tried.it.wake();
    await settle();

    assert.equal(tried.attempts, 3);
    assert.equal(tried.clock.next, 500);
  });

  it('does not try again what succeeds while it is woken', async () => {
    const tried = retrier([]);
    const started = tried.it.start();

    tried.it.wake();
    await started;

    assert.equal(tried.attempts, 1);
  });

  it('tries again at once what fails while it is woken', async () => {
    const tried = retrier([false]);
    const started = tried.it.start();

    tried.it.wake();
    await started;

    assert.equal(tried.attempts, 2);
  });

  it('waits before it starts again when what it reached did not last', async () => {
    const tried = retrier([]);
    await tried.it.start();

    await tried.it.start();
    const before = tried.attempts;
    tried.clock.advance(500);
    await settle();

    assert.deepEqual([before, tried.attempts], [1, 2]);
  });

  it('starts at once when what it reached lasted', async () => {
    const tried = retrier([]);
    await tried.it.start();

    tried.it.reset();
    await tried.it.start();

    assert.equal(tried.attempts, 2);
  });

  it('does nothing after stop', async () => {
    const tried = retrier([false]);
    await tried.it.start();

    tried.it.stop();
    tried.it.wake();
    tried.clock.advance(60_000);
    await settle();

    assert.equal(tried.attempts, 1);
    assert.equal(tried.clock.pending, 0);
  });
});
