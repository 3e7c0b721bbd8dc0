import assert from 'node:assert/strict';
import { type BeforeMatch, defaultLifecycle, nextStep } from '../../src/table/lifecycle.ts';

const policy = defaultLifecycle;
const waiting: BeforeMatch = {
  phase: 'waiting',
  deadline: 60_000,
  waitUntil: 60_000,
  seated: 4,
  present: 0,
  min: 3,
  botsAllowed: false,
};
const counting: BeforeMatch = { ...waiting, phase: 'countdown', deadline: 20_000, present: 3 };

describe('lifecycle of a table before its match', () => {
  it('waits while fewer than the quorum are here', () => {
    assert.deepEqual(nextStep({ ...waiting, present: 2 }, 10_000, policy), { do: 'stay' });
  });

  it('counts down shortly when everybody is here, longer while somebody is missing', () => {
    const all = nextStep({ ...waiting, present: 4 }, 10_000, policy);
    const some = nextStep({ ...waiting, present: 3 }, 10_000, policy);
    assert.deepEqual(all, { do: 'countdown', deadline: 10_000 + policy.countdownMs });
    assert.deepEqual(some, { do: 'countdown', deadline: 10_000 + policy.lateCountdownMs });
  });

  it('shortens a countdown when the last one arrives, and never lengthens it', () => {
    const early = nextStep({ ...counting, present: 4 }, 11_000, policy);
    const late = nextStep({ ...counting, present: 4 }, 18_000, policy);
    assert.deepEqual(early, { do: 'countdown', deadline: 11_000 + policy.countdownMs });
    assert.deepEqual(late, { do: 'stay' });
  });

  it('does not reset the countdown when somebody leaves or drops', () => {
    assert.deepEqual(nextStep({ ...counting, present: 2 }, 15_000, policy), { do: 'stay' });
    assert.deepEqual(nextStep({ ...counting, seated: 3, present: 3 }, 19_000, policy), { do: 'stay' });
  });

  it('starts at the end of the countdown with those who are seated, and waits again below the quorum', () => {
    assert.deepEqual(nextStep(counting, 20_000, policy), { do: 'start' });
    assert.deepEqual(nextStep({ ...counting, present: 2 }, 20_000, policy), { do: 'wait', deadline: 60_000 });
  });

  it('when its time is up: bots where all agreed and somebody is here, else it gives up', () => {
    assert.deepEqual(nextStep({ ...waiting, present: 1, botsAllowed: true }, 60_000, policy), { do: 'fill' });
    assert.deepEqual(nextStep({ ...waiting, present: 2 }, 60_000, policy), { do: 'abandon' });
    assert.deepEqual(nextStep({ ...waiting, botsAllowed: true }, 60_000, policy), { do: 'abandon' });
  });
});
