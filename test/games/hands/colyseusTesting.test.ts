import assert from 'node:assert/strict';
import type { Room as ServerRoom } from '@colyseus/core';
import type { Room } from '@colyseus/sdk';
// Not the package as a whole: that reads `.env` when it is imported.
import { ColyseusTestServer } from '@colyseus/testing/TestServer';
import type { GameEvent } from '../../../src/games/game.ts';
import type { ActionReply } from '../../../src/protocol/action.ts';
import { hosted } from '../../../src/table/hosting.ts';
import { defaultLifecycle } from '../../../src/table/lifecycle.ts';
import { bootToy, tokenOf, when } from '../../support/bootToy.ts';
import { plentyOfBudget } from '../../support/budgets.ts';
import { type HandsState, hands } from './hands.ts';
import { handsMaker } from './handsMaker.ts';

const MATCH = '00000000-0000-4000-8000-00000000bbbb';
const [ADA, BOB, BOT] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];
const quickly = { ...defaultLifecycle, countdownMs: 0, lateCountdownMs: 0 };

type Joined = Room<unknown, HandsState>;

describe('hands by @colyseus/testing', () => {
  let booted: Awaited<ReturnType<typeof bootToy>>;
  let testing: ColyseusTestServer;
  before(async () => {
    booted = await bootToy(quickly, plentyOfBudget(), { game: hosted(hands, handsMaker) });
    testing = new ColyseusTestServer(booted.server);
  });
  after(async () => {
    await testing.cleanup();
    await booted.stop();
  });

  async function open(): Promise<ServerRoom> {
    const seats = [ADA, BOB, BOT].map((id) => ({ id, name: id.slice(-1), bot: id === BOT, skill: 0.5 }));
    const order = { match: MATCH, seed: 'a seed', seats, why: 'because', quality: 1, region: null };
    return testing.createRoom('hands', { ...order, botsAllowed: true, waitMs: 60_000, batches: [] });
  }

  async function sitDown(room: ServerRoom, player: string): Promise<Joined> {
    testing.sdk.auth.token = tokenOf(player);
    const joined = (await testing.connectTo(room)) as unknown as Joined;
    joined.onMessage('*', () => {});
    return joined;
  }

  it('opens a table, seats two, and waits for what an action shows', async () => {
    const room = await open();
    const ada = await sitDown(room, ADA);
    const dealt = ada.waitForMessage('animation', 10_000) as Promise<GameEvent>;
    const bob = await sitDown(room, BOB);
    assert.deepEqual(await dealt, { kind: 'dealt', round: 1 });
    await Promise.all([ada, bob].map((one) => when(one, ({ turn }) => turn !== -1)));
    assert.equal(ada.state.players.get(BOB)?.hole, undefined, 'a hand is its player’s alone');
    assert.equal(bob.state.turn, 1, 'the one behind the button begins');

    const heard = ada.waitForMessage('animation', 10_000) as Promise<GameEvent>;
    const shown = Promise.all([room.waitForNextPatch(), ada.waitForNextPatch()]);
    const reply: ActionReply = await bob.request('action', { request_id: 'one', action: 'call' });
    await shown;
    assert.deepEqual(await heard, { kind: 'call', player: BOB });
    assert.equal(reply.bet, 1);
    assert.equal(ada.state.turn, 2);
  });
});
