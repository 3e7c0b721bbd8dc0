import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import type { Room } from '@colyseus/sdk';
import { LiveMatch, type LiveRoom } from '../../../client/live/LiveMatch.ts';
import { games } from '../../../src/app.config.ts';

import { MATCH_STEPS } from '../../../src/games/arena/shared/numbers.ts';
import type { ArenaState } from '../../../src/games/arena/state.ts';
import type { Ticked } from '../../../src/rooms/Ticker.ts';
import type { HostedTable } from '../../../src/table/HostedTable.ts';
import { defaultLifecycle } from '../../../src/table/lifecycle.ts';
import { arenaShape } from '../../../web/src/games/arena/arenaShape.ts';
import { bootToy, until } from '../../support/bootToy.ts';
import { plentyOfBudget } from '../../support/budgets.ts';

const MATCH = '00000000-0000-4000-8000-00000000aaaa';
const ME = '00000000-0000-4000-8000-000000000001';
const IDS = [2, 3, 4, 5].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
const quickly = { ...defaultLifecycle, countdownMs: 0, lateCountdownMs: 0 };

describe('the arena at a real table', function () {
  this.timeout(120_000);

  it('is played to its end by the SDK and four bots, and each of one’s own moves is foretold', async () => {
    let ticked: Ticked[] = [];
    let turn = 0;
    const ticker = {
      add(one: Ticked) {
        ticked.push(one);
        return () => {
          ticked = ticked.filter((other) => other !== one);
        };
      },
    };
    const server = await bootToy(quickly, plentyOfBudget(), { game: games.arena, ticker });
    try {
      const seats = [ME, ...IDS].map((id, i) => ({ id, name: `Player ${i}`, bot: i > 0, skill: 0.6 }));
      const order = { match: MATCH, seed: 'arena', seats, why: 'because', quality: 1, region: null };
      await matchMaker.createRoom('arena', { ...order, botsAllowed: true, waitMs: 60_000, batches: [] });
      const { table } = matchMaker.getLocalRoomById(MATCH) as unknown as { table: HostedTable<ArenaState> };
      const room = (await server.client(ME).joinById(MATCH)) as Room<unknown, ArenaState>;
      room.onMessage('*', () => {});
      room.reconnection.enabled = false;
      await until(async () => table.state.phase === 'playing');
      /** All that was sent has come, and what it made is here. */
      const there = () => assert.rejects(room.request('nothing of the kind', {}));
      let now = 0;
      const connection = {
        role: 'player' as const,
        room: room as unknown as LiveRoom,
        on: () => () => {},
      };
      const live = new LiveMatch(connection, arenaShape, { me: ME, now: () => now });
      await there();
      for (let i = 0; table.state.tick < MATCH_STEPS; i++) {
        // For some seconds one plays, then one stands about: out of the way, without a command.
        if (i < 120) {
          for (let sent = 0; sent < 4; sent++) {
            now += 30;
            live.send({
              mx: i % 40 < 20 ? 127 : -127,
              my: (i % 3) * 40,
              aim: i * 30,
              buttons: i % 9 === 0 ? 3 : 1,
            });
          }
          await there();
        }
        for (let n = 0; n < (i < 120 ? 8 : 60); n++) {
          turn += 1;
          for (const one of ticked) one.step(1, turn);
        }
        await table.settle();
        await new Promise(setImmediate);
        if (i < 120) await there();
      }
      assert.ok(live.foretold.right >= 300, JSON.stringify(live.foretold));
      // Who is hit to death or comes in is somewhere else than was foretold.
      assert.ok(live.foretold.wrong < 25, JSON.stringify(live.foretold));
      await table.settle();
      await until(async () => server.results.length === 1);
      const [result] = server.results;
      assert.equal(result?.standings.length, 5);
      assert.ok(result?.standings.some(({ score }) => score > 10));
      live.close();
      assert.deepEqual(server.errors, []);
    } finally {
      await server.stop();
    }
    assert.deepEqual(ticked, []);
  });
});
