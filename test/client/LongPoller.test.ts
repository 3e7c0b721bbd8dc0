import assert from 'node:assert/strict';
import { LongPoller } from '../../client/LongPoller.ts';
import { ParlorError } from '../../client/ParlorError.ts';
import { settle } from './support/happens.ts';
import { ManualClock } from './support/ManualClock.ts';

describe('LongPoller', () => {
  it('does not tell what is answered after it was stopped', async () => {
    const clock = new ManualClock();
    const told: unknown[] = [];
    let answer: (found: object) => void = () => {};
    const ask = () => new Promise<never>((resolve) => (answer = resolve as never));
    const poller = new LongPoller({
      ask,
      clock,
      random: () => 1,
      answered: (state) => told.push(state),
      changed() {},
      refused() {},
    });
    poller.start();
    await settle();

    poller.stop();
    answer({ version: 3, state: { phase: 'playing' } });
    await settle();

    assert.deepEqual(told, []);
    assert.equal(poller.working, false);
    assert.equal(clock.pending, 0);
  });

  it('asks seldom where the server lets nobody wait, and as usual when there is something new', async () => {
    const clock = new ManualClock();
    let version = 1;
    let polls = 0;
    const ask = async () => {
      polls += 1;
      return { version };
    };
    const poller = new LongPoller({
      ask,
      clock,
      random: () => 0.5,
      answered() {},
      changed() {},
      refused() {},
    });
    poller.start();
    await settle();
    clock.advance(250);
    await settle();
    assert.equal(polls, 2);
    clock.advance(3499);
    await settle();
    assert.equal(polls, 2);
    version = 2;
    clock.advance(1);
    await settle();
    clock.advance(250);
    await settle();
    assert.equal(polls, 4);
    poller.stop();
  });

  it('waits as long as it is told when it asks too often', async () => {
    const clock = new ManualClock();
    let polls = 0;
    const ask = async () => {
      polls += 1;
      throw new ParlorError('rate_limited', 'Slower.', 429, { retry_after_ms: 2000 });
    };
    const poller = new LongPoller({
      ask,
      clock,
      random: () => 1,
      answered() {},
      changed() {},
      refused: () => assert.fail('it passes'),
    });
    poller.start();
    await settle();
    clock.advance(2000);
    await settle();
    assert.equal(polls, 1);
    clock.advance(500);
    await settle();
    assert.equal(polls, 2);
    poller.stop();
  });

  it('ends where it may not go on, and asks again later where tabs take turns', async () => {
    for (const givesWay of [false, true]) {
      const clock = new ManualClock();
      let polls = 0;
      const refused: string[] = [];
      const poller = new LongPoller({
        async ask() {
          polls += 1;
          throw new ParlorError('superseded', 'Another tab waits.', 409);
        },
        givesWay,
        clock,
        random: () => 1,
        answered() {},
        changed() {},
        refused: ({ code }) => refused.push(code),
      });
      poller.start();
      await settle();
      clock.advance(500);
      await settle();
      assert.deepEqual([polls, refused], givesWay ? [2, []] : [1, ['superseded']]);
      poller.stop();
    }
  });
});
