import assert from 'node:assert/strict';
import { type Client, QueueRoom } from '@colyseus/core';
import { Random } from '../../../src/lib/random.ts';
import type { Arrival } from '../../../src/matchmaking/simulator/Arrival.ts';
import {
  COLYSEUS_DEFAULT,
  colyseusQueue,
} from '../../../src/matchmaking/simulator/baselines/colyseusQueue.ts';
import { DEFAULT_ARRIVALS, generateArrivals } from '../../../src/matchmaking/simulator/generateArrivals.ts';
import { simulate } from '../../../src/matchmaking/simulator/simulate.ts';

const HOUR_MS = 3_600_000;

/** A table as both can say it: when, and who in which order. */
interface MadeGroup {
  at: number;
  players: string[];
}

/** The room itself, with clients that only it sees and a clock that is turned by hand. */
function groupsOfQueueRoom(arrivals: readonly Arrival[], allowIncompleteGroups: boolean): MadeGroup[] {
  const room = new QueueRoom();
  room.setTimestep = () => {};
  const made: MadeGroup[] = [];
  let now = 0;
  room.onCreate({
    ...COLYSEUS_DEFAULT,
    allowIncompleteGroups,
    matchRoomName: 'table',
    onGroupReady: ({ clients }) => {
      made.push({ at: now, players: clients.map(({ sessionId }) => sessionId) });
      leaving.push(...clients);
      return new Promise(() => {}); // seats are not what is compared
    },
  });
  const leaving: Client[] = [];
  let next = 0;
  for (now = 1000; now <= HOUR_MS; now += 1000) {
    for (; next < arrivals.length && (arrivals[next] as Arrival).at <= now; next++) {
      const { player, rating } = arrivals[next] as Arrival;
      const client = { sessionId: player, send: () => {} } as unknown as Parameters<QueueRoom['onJoin']>[0];
      room.clients.push(client);
      room.onJoin(client, { rank: rating.mu });
    }
    room.reassignMatchGroups();
    for (const client of leaving.splice(0)) room.clients.splice(room.clients.indexOf(client), 1);
  }
  return made;
}

function groupsOfPort(arrivals: readonly Arrival[], allowIncompleteGroups: boolean): MadeGroup[] {
  const strategy = colyseusQueue('port', { ...COLYSEUS_DEFAULT, allowIncompleteGroups });
  const random = Random.seeded('port');
  const { tables } = simulate({ strategy, arrivals, endMs: HOUR_MS, readyFailures: 0, random });
  return tables.map(({ at, people }) => ({ at, players: people.map(({ ticket }) => ticket.player) }));
}

describe('the port of QueueRoom', () => {
  for (const rate of [0.1, 0.5, 2])
    for (const incomplete of [true, false])
      it(`makes the same groups as QueueRoom at ${rate}/s, ${incomplete ? 'with' : 'without'} incomplete ones`, () => {
        const arrivals = generateArrivals({ ...DEFAULT_ARRIVALS, seed: 'port', rate, hours: 1 });
        const real = groupsOfQueueRoom(arrivals, incomplete);
        assert.ok(real.length > 50);
        assert.deepEqual(groupsOfPort(arrivals, incomplete), real);
      });
});
