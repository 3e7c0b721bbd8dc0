import assert from 'node:assert/strict';
import { Guesses } from '../../src/http/guesses.ts';
import type { Problem } from '../../src/lib/problem.ts';

/** Guesses whose pauses end when the test says so. */
function bench() {
  const clock = { now: 0 };
  const pauses: { ms: number; end(): void }[] = [];
  const guesses = new Guesses({
    now: () => clock.now,
    pause: (ms) => new Promise((end) => pauses.push({ ms, end })),
  });
  const judged: string[] = [];
  const attempt = (name: string, right = false, address = 'here', isGone?: () => boolean) =>
    guesses.judge(
      address,
      () => {
        judged.push(name);
        return right;
      },
      isGone,
    );
  const settle = () => new Promise(setImmediate);
  return { clock, pauses, judged, attempt, settle };
}

describe('tries of a password', () => {
  it('are judged at once where nobody guessed wrong', async () => {
    const { attempt, pauses } = bench();

    assert.deepEqual(await Promise.all([attempt('a', true), attempt('b', true)]), [true, true]);
    assert.equal(pauses.length, 0);
  });

  it('are judged one at a time, each after a delay, the newest first', async () => {
    const { attempt, pauses, judged, settle } = bench();
    await attempt('first');
    const tries = ['second', 'third'].map((name) => attempt(name));
    const own = attempt('own', true);
    await settle();
    assert.deepEqual([judged, pauses.length], [['first'], 1]);

    for (let i = 0; i < 3; i += 1) {
      pauses[i]?.end();
      await settle();
    }

    assert.equal(await own, true);
    await Promise.all(tries);
    assert.deepEqual(judged, ['first', 'second', 'own', 'third']);
    assert.deepEqual(
      pauses.map(({ ms }) => ms),
      [250, 500, 500],
    );
  });

  it('of one address do not slow down another', async () => {
    const { attempt } = bench();
    await attempt('wrong');

    assert.equal(await attempt('right', true, 'there'), true);
  });

  it('are forgiven with time', async () => {
    const { attempt, clock, pauses } = bench();
    await attempt('wrong');
    clock.now = 60_000;

    assert.equal(await attempt('right', true), true);
    assert.equal(pauses.length, 0);
  });

  it('for whose answer nobody waits any more are passed over, unread', async () => {
    const { attempt, pauses, judged, settle } = bench();
    await attempt('wrong');
    const judging = attempt('judged');
    const own = attempt('own', true);
    const gone = ['gone', 'gone too'].map((name) => attempt(name, false, 'here', () => true));
    pauses[0]?.end();
    await Promise.all(gone.map((each) => assert.rejects(each, { code: 'rate_limited' })));
    assert.equal(await judging, false);
    await settle();
    pauses[1]?.end();

    assert.equal(await own, true);
    assert.deepEqual(judged, ['wrong', 'judged', 'own']);
  });

  it('wait no longer than their connection would', async () => {
    const { attempt, clock, pauses, settle } = bench();
    await attempt('wrong');
    const judging = attempt('judged');
    const late = attempt('late', true);
    clock.now = 40_000;
    const own = attempt('own', true);
    clock.now = 45_001;
    pauses[0]?.end();

    await assert.rejects(late, { code: 'rate_limited' });
    assert.equal(await judging, false);
    await settle();
    pauses[1]?.end();
    assert.equal(await own, true);
  });

  it('that wait are bounded: the oldest makes way', async () => {
    const { attempt, pauses, settle } = bench();
    await attempt('wrong');
    const judging = attempt('judged');
    const oldest = attempt('oldest');
    const others = Array.from({ length: 2000 }, (_, i) => attempt(`other ${i}`, true));

    await assert.rejects(oldest, (error: Problem) => error.code === 'rate_limited' && error.status === 429);
    for (let i = 0; i < 2001; i += 1) {
      pauses[i]?.end();
      await settle();
    }
    assert.equal(await judging, false);
    assert.deepEqual(new Set(await Promise.all(others)), new Set([true]));
  });
});
