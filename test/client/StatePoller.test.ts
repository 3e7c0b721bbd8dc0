import assert from 'node:assert/strict';
import type { Http } from '../../client/Http.ts';
import type { MatchView } from '../../client/matchView.ts';
import { StatePoller } from '../../client/StatePoller.ts';
import { settle } from './support/happens.ts';
import { ManualClock } from './support/ManualClock.ts';

describe('StatePoller', () => {
  it('does not tell what is answered after it was stopped', async () => {
    const clock = new ManualClock();
    const told: MatchView[] = [];
    let answer: (found: object) => void = () => {};
    const get = () => new Promise((resolve) => (answer = resolve));
    const poller = new StatePoller({
      http: { get } as unknown as Http,
      clock,
      random: () => 1,
      matchId: 'm',
      state: (state) => told.push(state),
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
});
