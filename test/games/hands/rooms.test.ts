import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import type { Room } from '@colyseus/sdk';
import type { HostedTable } from '../../../src/table/HostedTable.ts';
import { hosted } from '../../../src/table/hosting.ts';
import { defaultLifecycle } from '../../../src/table/lifecycle.ts';
import { bootToy } from '../../support/bootToy.ts';
import { plentyOfBudget } from '../../support/budgets.ts';
import { type HandsAction, type HandsState, hands } from './hands.ts';
import { handsMaker } from './handsMaker.ts';

const MATCH = '00000000-0000-4000-8000-00000000aaaa';
const PLAYERS = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
const quickly = { ...defaultLifecycle, countdownMs: 0, lateCountdownMs: 0 };

/** The same game, but these players have each other's cards. */
function exchanging(players: readonly string[]): typeof hands {
  const exchange = ({ players: all }: HandsState) => {
    const holes = players.map((id) => all.get(id)?.hole).filter((hole) => hole !== undefined);
    const cards = holes.map(({ a, b }) => ({ a, b }));
    for (const [i, hole] of holes.entries()) Object.assign(hole, cards[(i + 1) % cards.length]);
  };
  return {
    ...hands,
    start(table) {
      hands.start(table);
      exchange(table.state);
    },
  };
}

/** Everything that `viewer`, or with null somebody who only watches, gets of a round before its cards are opened. */
async function told(game: typeof hands, viewer: string | null) {
  let time = 1_800_000_000_000;
  const server = await bootToy(quickly, plentyOfBudget(), {
    game: hosted(game, handsMaker),
    clock: () => time,
  });
  try {
    const seats = PLAYERS.map((id, i) => ({ id, name: `Player ${i}`, bot: false }));
    const order = { match: MATCH, seed: 'a seed', seats, why: 'because', quality: 1, region: null };
    await matchMaker.createRoom('hands', { ...order, botsAllowed: false, waitMs: 60_000, batches: [] });
    const table = (matchMaker.getLocalRoomById(MATCH) as unknown as { table: HostedTable<HandsState> }).table;
    // The room looks after its table by itself, too: when, only the machine knows.
    const tick = table.tick.bind(table);
    table.tick = () => {};
    const rooms = new Map<string, Room>();
    for (const id of PLAYERS) rooms.set(id, await server.client(id).joinById(MATCH));
    const watching = await server.client('somebody').joinById(MATCH, { spectate: true });
    for (const room of [...rooms.values(), watching]) room.onMessage('*', () => {});
    const listener = viewer === null ? watching : (rooms.get(viewer) as Room);
    const frames: string[] = [];
    const socket = (listener.connection.transport as unknown as { ws: WebSocket }).ws;
    socket.addEventListener('message', ({ data }) =>
      frames.push(Buffer.from(data as ArrayBuffer).toString('hex')),
    );
    const pass = async (ms: number) => {
      time += ms;
      tick();
      while (!table.settled) await table.settle();
      await assert.rejects(listener.request('nothing of the kind', {})); // all that was sent has come
    };
    const act = async (request_id: string, action: HandsAction) => {
      const { turn } = table.state;
      await rooms.get(PLAYERS[turn] ?? '')?.request('action', { request_id, ...action });
    };
    for (let i = 0; i < 3; i++) await pass(50);
    assert.equal(table.state.phase, 'playing');
    await pass(700);
    await act('one', { action: 'call' });
    await pass(600);
    await act('two', { action: 'raise', amount: 3 });
    await pass(60);
    await act('three', { action: 'call' });
    await pass(1_200);
    await act('four', { action: 'fold' });
    for (let i = 0; i < 8; i++) await pass(250); // the last to act thinks
    assert.ok([...table.state.players.values()].every(({ shown }) => shown.length === 0));
    assert.ok(frames.length > 8, `${frames.length} frames`);
    const { http, listing, metrics } = {
      http: await server.live.state(MATCH, viewer, -1, 0),
      listing: await server.live.list(),
      metrics: await server.metrics.text(),
    };
    const counted = metrics.split('\n').filter((line) => !/seconds|process_|nodejs_|bytes/.test(line));
    // A refusal tells how many requests there were: every request of ours has a number of its own.
    return {
      frames,
      http,
      listing,
      counted,
      lines: JSON.stringify(server.lines),
      hole: holeOf(http.state, viewer),
    };
  } finally {
    await server.stop();
  }
}

function holeOf(state: unknown, viewer: string | null) {
  const { players } = state as { players: Record<string, { hole?: { a: number; b: number } }> };
  return Object.entries(players).map(([id, { hole }]) => (id === viewer ? hole : hole === undefined));
}

describe('hands at a real table', function () {
  this.timeout(180_000);

  for (const viewer of [null, PLAYERS[0] ?? '']) {
    const who = viewer === null ? 'a spectator' : 'an opponent';
    it(`sends ${who} the same bytes whatever the others hold: frames, HTTP, listing, metrics, log`, async () => {
      const others = PLAYERS.filter((id) => id !== viewer);
      const real = await told(hands, viewer);
      const exchanged = await told(exchanging(others), viewer);
      assert.deepEqual(exchanged, real);
      assert.equal(real.hole.filter((hole) => hole !== true).length, viewer === null ? 0 : 1);
    });
  }

  it('sends a player other bytes when they hold something else', async () => {
    const [me = ''] = PLAYERS;
    const real = await told(hands, me);
    const other = await told(exchanging(PLAYERS), me);
    assert.notDeepEqual(other.frames, real.frames);
    assert.notDeepEqual(other.hole, real.hole);
  });
});
