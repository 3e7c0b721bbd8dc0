import assert from 'node:assert/strict';
import type { Http } from '../../client/Http.ts';
import { LongPoller } from '../../client/LongPoller.ts';
import { ParlorError } from '../../client/ParlorError.ts';
import { settle } from './support/happens.ts';
import { ManualClock } from './support/ManualClock.ts';

describe('LongPoller', () => {
  it('does not tell what is answered after it was stopped', async () => {
    const clock = new ManualClock();
    const told: unknown[] = [];
    let answer: (found: object) => void = () => {};
    const get = () => new Promise((resolve) => (answer = resolve));
    const poller = new LongPoller({
      http: { get } as unknown as Http,
      clock,
      random: () => 1,
      path: () => '/state',
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
    const get = async () => {
      polls += 1;
      return { version };
    };
    const poller = new LongPoller({
      http: { get } as unknown as Http,
      clock,
      random: () => 0.5,
      path: () => '/state',
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
    const get = async () => {
      polls += 1;
      throw new ParlorError('rate_limited', 'Slower.', 429, { retry_after_ms: 2000 });
    };
    const poller = new LongPoller({
      http: { get } as unknown as Http,
      clock,
      random: () => 1,
      path: () => '/state',
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
});
