import assert from 'node:assert/strict';
import sinon from 'sinon';
import { button } from '../../loadtest/scenarios/button.ts';
import { notify } from '../../loadtest/scenarios/notify.ts';
import type { Scenario } from '../../loadtest/scenarios/Scenario.ts';
import { Measures } from '../../loadtest/swarm/Measures.ts';
import type { Player } from '../../loadtest/swarm/Player.ts';
import { Random } from '../../loadtest/swarm/Random.ts';

/** What a player does within ten seconds of a run, by the scenario. */
async function done({ join }: Scenario, everyMs: number | null): Promise<string[]> {
  const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const did: string[] = [];
  const left = Promise.withResolvers<void>();
  const room = {
    closed: left.promise,
    request(type: string) {
      did.push(type);
      return new Promise(() => {});
    },
  };
  const player = {
    ...{ id: 'ada', index: 1, everyMs, random: new Random('s'), measures: new Measures(), playing: false },
    resting: new AbortController().signal,
    reserve: async () => ({}),
    enter: async () => room,
    async whileOpen(_room: object, work: () => () => void) {
      const stop = work();
      await left.promise;
      stop();
    },
    async operate(_path: string, { priority }: { priority: string }) {
      did.push(priority);
    },
  } as unknown as Player;
  try {
    const playing = (await join(player, 'lobby'))();
    await clock.tickAsync(10_000);
    left.resolve();
    await playing;
    return did;
  } finally {
    clock.restore();
  }
}

describe('a player of a scenario whose pace is chosen', () => {
  it('sends as often as that, and what is shown however often it comes', async () => {
    assert.deepEqual(await done(notify, null), ['normal']);
    assert.deepEqual(await done(notify, 2000), Array(5).fill('high'));
  });

  it('pushes as often as that, also where only others would', async () => {
    assert.deepEqual(await done(button, null), []);
    assert.ok((await done(button, 1000)).length >= 10);
  });
});
