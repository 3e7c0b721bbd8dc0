import assert from 'node:assert/strict';
import { Random } from '../../src/lib/random.ts';
import { MAX_STEPS, Ticker } from '../../src/rooms/Ticker.ts';

/** A ticker on a clock that tests turn, and what it did. */
function ticking() {
  let time = 1_000;
  let timer: { at: number; work: () => void } | null = null;
  const late: number[] = [];
  const dropped = new Map<string, number>();
  const failed: unknown[] = [];
  const ticker = new Ticker({
    now: () => time,
    after(ms, work) {
      assert.ok(Number.isInteger(ms) && ms >= 1, `${ms}`);
      assert.equal(timer, null, 'there is one timer');
      const one = { at: time + ms, work };
      timer = one;
      return () => {
        if (timer === one) timer = null;
      };
    },
    late: (_game, ms) => void late.push(ms),
    dropped: (game, steps) => void dropped.set(game, (dropped.get(game) ?? 0) + steps),
    failed: (_game, error) => void failed.push(error),
  });
  return {
    ticker,
    late,
    dropped,
    failed,
    now: () => time,
    waits: () => timer !== null,
    /** The process is busy for so long: no timer runs. */
    stall(ms: number): void {
      time += ms;
    },
    /** Time passes; each timer is so much late. */
    pass(ms: number, lateBy: () => number = () => 0): void {
      const end = time + ms;
      while (timer && timer.at <= end) {
        const { at, work } = timer;
        timer = null;
        time = Math.max(time, at + lateBy());
        work();
      }
      time = Math.max(time, end);
    },
  };
}

/** A match that counts its steps. */
function counted(game = 'arena', stepMs = 15) {
  const one = { game, stepMs, steps: 0, calls: [] as number[], step: (_count: number) => {} };
  one.step = (count) => {
    one.steps += count;
    one.calls.push(count);
  };
  return one;
}

describe('the ticker', () => {
  it('steps the others when one cannot be stepped', () => {
    const { ticker, pass, failed } = ticking();
    const [broken, whole] = [counted(), counted()];
    broken.step = () => {
      throw new Error('broken');
    };
    const slots = [broken, counted(), counted(), counted(), counted(), whole]; // the last shares the slot of the first
    for (const one of slots) ticker.add(one);
    pass(1500);
    assert.equal(whole.steps, 100);
    assert.equal(failed.length, 100);
  });

  it('gives those that step together turns at what they do besides', () => {
    const { ticker, pass, now } = ticking();
    const did: number[][] = [];
    const stops = Array.from({ length: 40 }, (_, i) => {
      did[i] = [];
      const step = (_count: number, turn = 0) => {
        if (turn % 2 === 0) did[i]?.push(now());
      };
      return ticker.add({ game: 'arena', stepMs: 15, every: 2, step });
    });
    for (const gone of [0, 10, 20]) stops[gone]?.(); // of those that have one turn, all in one group
    for (const one of [0, 10, 20])
      ticker.add({
        game: 'arena',
        stepMs: 15,
        every: 2,
        step: (_count, turn = 0) => void (turn % 2 === 0 && did[one]?.push(now())),
      });
    pass(3_000);
    const at = new Map<number, number>();
    for (const time of did.flat()) at.set(time, (at.get(time) ?? 0) + 1);
    assert.ok(did.every((times) => Math.abs(times.length - 100) <= 1));
    assert.equal(Math.max(...at.values()), 4, 'eight of a group never do it in one moment');
  });

  it('makes every step of a match, by the schedule and not by the step before', () => {
    const at = ticking();
    const match = counted();
    at.ticker.add(match);
    const random = Random.seeded('late');
    at.pass(60_000, () => random.float() * 6);
    assert.ok(Math.abs(match.steps - 4_000) <= 1, `${match.steps}`);
    assert.equal(at.dropped.size, 0);
  });

  it('has matches of any step, each at its own pace', () => {
    const at = ticking();
    const matches = [10, 15, 16, 33, 49].map((stepMs) => counted(`g${stepMs}`, stepMs));
    for (const match of matches) at.ticker.add(match);
    at.pass(30_000);
    for (const { steps, stepMs } of matches)
      assert.ok(Math.abs(steps - 30_000 / stepMs) <= 1, `${stepMs}: ${steps}`);
  });

  it('does not step all in one moment: five groups, as large as each other', () => {
    const at = ticking();
    const moments = new Map<number, number>();
    for (let i = 0; i < 40; i++) {
      const match = counted();
      match.step = () => {
        const moment = Math.floor(at.now()) % 15;
        moments.set(moment, (moments.get(moment) ?? 0) + 1);
      };
      at.ticker.add(match);
    }
    at.pass(1_500);
    assert.equal(moments.size, 5);
    const [first = 0, ...others] = moments.values();
    for (const other of others) assert.ok(Math.abs(other - first) <= 8, `${first} and ${other}`);
  });

  it('makes up for what a short stall took, and says nothing', () => {
    const at = ticking();
    const match = counted();
    at.ticker.add(match);
    at.pass(150);
    at.stall(50);
    at.pass(150);
    assert.ok(match.calls.some((count) => count > 1));
    assert.ok(Math.abs(match.steps - 23) <= 1, `${match.steps}`);
    assert.equal(at.dropped.size, 0);
  });

  it('drops what a long stall took, counts it, and is in time again', () => {
    const at = ticking();
    const match = counted();
    at.ticker.add(match);
    at.pass(150);
    at.stall(3_000);
    at.pass(150);
    assert.equal(Math.max(...match.calls), MAX_STEPS);
    const due = (at.now() - 1_000) / 15;
    assert.ok(Math.abs(match.steps + (at.dropped.get('arena') ?? 0) - due) <= 1);
    assert.ok((at.dropped.get('arena') ?? 0) >= 195);
    at.late.splice(0);
    at.pass(1_500);
    assert.ok(Math.max(...at.late) < 1);
  });

  it('lets sockets have their turn, however long steps take', () => {
    const at = ticking();
    let calls = 0;
    for (let i = 0; i < 5; i++) {
      const match = counted();
      match.step = () => {
        calls += 1;
        at.stall(100);
      };
      at.ticker.add(match);
    }
    at.pass(15); // one timer, each group at most once
    assert.ok(calls <= 5, `${calls}`);
  });

  it('waits for nothing where nothing is stepped', () => {
    const at = ticking();
    assert.equal(at.waits(), false);
    const stop = at.ticker.add(counted());
    const other = counted();
    const stopOther = at.ticker.add(other);
    stop();
    at.pass(150);
    assert.ok(other.steps >= 9);
    stopOther();
    assert.equal(at.waits(), false);
    const { steps } = other;
    at.pass(150);
    assert.equal(other.steps, steps);
  });

  it('owes nothing to a match that comes late', () => {
    const at = ticking();
    const stop = at.ticker.add(counted());
    at.pass(100);
    stop();
    at.stall(10_000);
    const match = counted();
    at.ticker.add(match);
    at.pass(150);
    assert.ok(match.steps <= 11);
    assert.equal(at.dropped.size, 0);
  });
});
