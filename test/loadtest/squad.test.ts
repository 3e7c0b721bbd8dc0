import assert from 'node:assert/strict';
import { SCENARIOS } from '../../loadtest/scenarios/scenarios.ts';
import type { Player } from '../../loadtest/swarm/Player.ts';
import { Squad } from '../../loadtest/swarm/Squad.ts';

/**
 * Two players who are told when to rest, on a clock that passes by pauses alone.
 * @param awaited of each, as time goes by
 */
async function resting(awaited: (at: number) => number) {
  let at = 0;
  let told = 0;
  const squad = new Squad({
    now: () => at,
    pause: async (ms) => {
      at += ms;
    },
  });
  const { join } = SCENARIOS.notify;
  const joins = async (player: Player) => {
    player.awaited = () => awaited(at);
    player.resting.addEventListener('abort', () => {
      told += 1;
    });
    return async () => {};
  };
  Object.assign(SCENARIOS.notify, { join: joins });
  try {
    const bases = ['http://127.0.0.1:1'];
    const run = { scenario: 'notify', room: '', seed: 's', operatorPassword: null, everyMs: null } as const;
    await squad.enlist({ ...run, from: 0, count: 2, bases });
    await squad.join(1_000, 10);
    await squad.rest();
  } finally {
    Object.assign(SCENARIOS.notify, { join });
  }
  const { measured, joined } = await squad.look();
  return { at, told, joined, lost: measured.counts.lost };
}

describe('the players of a process of the swarm', () => {
  it('send nothing more once they rest, and wait until all has come that was accepted', async () => {
    const { at, told, joined, lost } = await resting((now) => Math.max(0, 1_000 - now));
    assert.deepEqual({ joined, told, lost }, { joined: 2, told: 2, lost: 0 });
    assert.ok(at >= 1_000 && at < 1_100, `${at}`);
  });

  it('count as lost what has not come in time', async () => {
    const { at, lost } = await resting(() => 3);
    assert.equal(lost, 6);
    assert.ok(at >= 8_000 && at < 8_100, `${at}`);
  });
});
