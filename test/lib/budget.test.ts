import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Budget } from '../../src/lib/budget.ts';

describe('Budget', () => {
  let time = 0;
  const now = () => time;
  beforeEach(() => {
    time = 1000;
  });

  /** Takes units if they are there. */
  const take = (budget: Budget, key: string, units: number) => {
    const wait = budget.waitFor(key, units);
    if (wait === 0) budget.charge(key, units);
    return wait;
  };

  it('gives a burst at once, then so many units a second, and says how long to wait', () => {
    const budget = new Budget({ perSecond: 60, burst: 120 }, now);
    for (let i = 0; i < 120; i += 1) assert.equal(take(budget, 'ada', 1), 0);
    assert.equal(take(budget, 'ada', 1), 17);
    assert.equal(take(budget, 'ada', 30), 500);
    assert.equal(take(budget, 'bob', 120), 0);
    time += 500;
    assert.equal(take(budget, 'ada', 30), 0);
    assert.equal(take(budget, 'ada', 1), 17);
  });

  it('gives what is more than a burst for a full one', () => {
    const budget = new Budget({ perSecond: 1, burst: 2 }, now);
    assert.equal(take(budget, 'ada', 10), 0);
    assert.equal(take(budget, 'ada', 10), 10_000);
    time += 10_000;
    assert.equal(take(budget, 'ada', 10), 0);
  });

  it('owes what was spent elsewhere, up to four bursts', () => {
    const budget = new Budget({ perSecond: 10, burst: 20 }, now);
    budget.charge('ada', 50);
    assert.equal(budget.waitFor('ada', 1), 3100);
    budget.charge('ada', 1000);
    assert.equal(budget.waitFor('ada', 1), 8100);
  });

  it('never gives more than the burst and what came back since, whoever asks for what', () => {
    const steps = fc.array(fc.record({ ms: fc.nat(3000), units: fc.integer({ min: 1, max: 40 }) }));
    fc.assert(
      fc.property(steps, (asked) => {
        time = 0;
        const budget = new Budget({ perSecond: 20, burst: 40 }, now, 4);
        let given = 0;
        for (const [n, { ms, units }] of asked.entries()) {
          time += ms;
          if (take(budget, 'ada', units) === 0) given += units;
          take(budget, `other${n % 2}`, 1);
          assert.ok(given <= 40 + (time * 20) / 1000 + 1e-6);
        }
      }),
    );
  });

  it('takes nothing away when the clock is set back', () => {
    const budget = new Budget({ perSecond: 10, burst: 10 }, now);
    take(budget, 'ada', 5);
    time -= 900;
    assert.equal(take(budget, 'ada', 5), 0);
  });

  it('remembers so many keys at most, and forgets none that is not full in less time than it takes', () => {
    const budget = new Budget({ perSecond: 10, burst: 10 }, now, 1000);
    for (let i = 0; i < 5000; i += 1) take(budget, `guest${i}`, 1);
    assert.ok(budget.size <= 1000);
    take(budget, 'ada', 10);
    for (let i = 0; i < 400; i += 1) take(budget, `other${i}`, 1);
    assert.equal(budget.waitFor('ada', 10), 1000);
    time += 5000;
    take(budget, 'bob', 1);
    time += 5000;
    take(budget, 'cy', 1);
    assert.ok(budget.size <= 2);
  });
});
