import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import type { Room } from '@colyseus/sdk';
import { LiveMatch, type LiveRoom } from '../../../client/live/LiveMatch.ts';
import { CLOSE_CODES } from '../../../src/protocol/closeCodes.ts';
import type { CountedClient } from '../../../src/rooms/CountedClient.ts';
import type { Ticked } from '../../../src/rooms/Ticker.ts';
import type { HostedTable } from '../../../src/table/HostedTable.ts';
import { hosted } from '../../../src/table/hosting.ts';
import { defaultLifecycle } from '../../../src/table/lifecycle.ts';
import { bootToy, until } from '../../support/bootToy.ts';
import { plentyOfBudget } from '../../support/budgets.ts';
import { move, type SparksInput } from './moving.ts';
import { sparksShape } from './shape.ts';
import { type SparksState, sparks, sparksMaker } from './sparks.ts';

const MATCH = '00000000-0000-4000-8000-00000000aaaa';
const [a, b, c] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [string, string, string];
const quickly = { ...defaultLifecycle, countdownMs: 0, lateCountdownMs: 0 };

/** A room, as far as it goes on and down. */
interface Moving {
  clock: { elapsedTime: number };
  patchRate: number | null;
  broadcastPatch(): boolean;
  onBeforeShutdown(): void;
}

describe('sparks at a real table', function () {
  this.timeout(180_000);
  let server: Awaited<ReturnType<typeof bootToy>>;
  let ticked: Ticked[] = [];
  let turn = 0;
  let rooms: Room<unknown, SparksState>[] = [];

  beforeEach(async () => {
    const ticker = {
      add(one: Ticked) {
        ticked.push(one);
        return () => {
          ticked = ticked.filter((other) => other !== one);
        };
      },
    };
    server = await bootToy(quickly, plentyOfBudget(), { game: hosted(sparks, sparksMaker), ticker });
    const seats = [a, b, c].map((id, i) => ({ id, name: `Player ${i}`, bot: false }));
    const order = { match: MATCH, seed: 'a seed', seats, why: 'because', quality: 1, region: null };
    await matchMaker.createRoom('sparks', { ...order, botsAllowed: false, waitMs: 60_000, batches: [] });
    rooms = [];
    for (const id of [a, b, c]) rooms.push(await join(id));
    await until(async () => table().state.phase === 'playing');
  });
  afterEach(async () => {
    await server.stop();
    assert.deepEqual(ticked, []);
  });

  async function join(id: string, options: object = {}): Promise<Room<unknown, SparksState>> {
    const room = await server.client(id).joinById<SparksState>(MATCH, options);
    room.onMessage('*', () => {});
    room.onError(() => {});
    room.reconnection.enabled = false;
    return room;
  }

  const table = () =>
    (matchMaker.getLocalRoomById(MATCH) as unknown as { table: HostedTable<SparksState> }).table;
  const player = (id: string) => {
    const found = table().state.players.get(id);
    assert.ok(found);
    return found;
  };
  const raw = (room: Room, bytes: number[]) =>
    (room.connection.transport as unknown as { ws: { send(data: Uint8Array): void } }).ws.send(
      Uint8Array.from(bytes),
    );
  /** All that a client sent has come, and what it was sent is here. */
  const there = (room: Room) => assert.rejects(room.request('nothing of the kind', {}));
  const steps = (count: number) => {
    for (let i = 0; i < count; i++) {
      turn += 1;
      for (const one of ticked) one.step(1, turn);
    }
  };
  const commands = (room: Room) => {
    const input = room.input() as unknown as { data: SparksInput; send(): number; lastProcessed: number };
    return {
      get acknowledged() {
        return input.lastProcessed;
      },
      send(more: Partial<SparksInput>) {
        Object.assign(input.data, more);
        return input.send();
      },
    };
  };
  async function dropped(reason: string): Promise<number> {
    const line = (await server.metrics.text())
      .split('\n')
      .find((one) => one.startsWith('parlor_inputs_dropped_total') && one.includes(`reason="${reason}"`));
    return Number(line?.split(' ').at(-1) ?? 0);
  }

  it('takes the framework’s inputs in order, and acknowledges what was taken with the state that it made', async () => {
    const [mine] = rooms as [Room<unknown, SparksState>];
    const body = { x: player(a).x, y: player(a).y };
    const hand = commands(mine);
    const places = [{ ...body }];
    for (let i = 1; i <= 60; i++) {
      const input = { mx: ((i * 37) % 255) - 127, my: ((i * 11) % 255) - 127 };
      hand.send(input);
      move(body, input);
      places.push({ ...body });
      if (i % 3 > 0) continue; // some come together
      await there(mine);
      steps(6);
      await there(mine);
      const seen = mine.state.players.get(a);
      assert.ok(hand.acknowledged > i - 4);
      assert.deepEqual({ x: seen?.x, y: seen?.y }, places[hand.acknowledged]);
    }
    assert.equal(hand.acknowledged, 60);
    assert.equal(await dropped('too_many'), 0);
  });

  it('is played by the SDK: what is commanded is foretold, also in the room that goes on', async () => {
    const [mine] = rooms as [Room<unknown, SparksState>];
    let now = 0;
    let up = true;
    const connection = {
      role: 'player' as const,
      get room() {
        return up ? (mine as unknown as LiveRoom) : null;
      },
      on: () => () => {},
    };
    const live = new LiveMatch(connection, sparksShape, { me: a, now: () => now });
    const plays = async (commands: number) => {
      for (let i = 0; i < commands; i++) {
        now += 30;
        assert.equal(
          live.send({ mx: ((i * 37) % 255) - 127, my: ((i * 11) % 255) - 127, aim: 0, buttons: 0 }),
          1,
        );
        if (i % 3 > 0) continue; // some come together
        await there(mine);
        steps(6);
        await there(mine);
      }
    };
    steps(2);
    await there(mine);
    await plays(40);
    assert.equal(live.foretold.wrong, 0);
    assert.ok(live.foretold.right >= 37);
    assert.ok(live.seen(b) && live.view <= live.tick);
    const back = rooms.map((room) => {
      Object.assign(room.reconnection, { enabled: true, minUptime: 0 });
      return new Promise<void>((resolve) => void room.onReconnect.once(() => resolve()));
    });
    up = false;
    (matchMaker.getLocalRoomById(MATCH) as unknown as Moving).onBeforeShutdown();
    await Promise.all(back);
    up = true;
    await there(mine);
    await plays(40);
    assert.equal(live.foretold.wrong, 0);
    assert.ok(live.foretold.right >= 74, `${live.foretold.right}`);
    for (const room of rooms) room.reconnection.enabled = false;
  });

  it('tells everybody every second step, and nobody more often', async () => {
    const [mine] = rooms as [Room<unknown, SparksState>];
    let patches = 0;
    mine.onStateChange(() => void patches++);
    steps(100);
    await there(mine);
    assert.ok(patches >= 49 && patches <= 54, `${patches}`);
  });

  it('has no timer of its own that is as fast as its steps: its clock goes by them', async () => {
    const [mine] = rooms as [Room<unknown, SparksState>];
    const room = matchMaker.getLocalRoomById(MATCH) as unknown as Moving;
    assert.ok((room.patchRate ?? 0) >= 1_000, `${room.patchRate}`); // the framework takes 16 ms for none
    const before = room.clock.elapsedTime;
    await there(mine);
    steps(2);
    const after = room.clock.elapsedTime;
    assert.ok(after > before);
    await there(mine);
    steps(1);
    let patches = 0;
    mine.onStateChange(() => void patches++);
    room.broadcastPatch(); // as its slow timer does
    await there(mine);
    assert.equal(patches, 0, 'who is shown a step in between');
  });

  it('sends a player away who sends garbage, however much there is of it', async () => {
    const [mine] = rooms as [Room<unknown, SparksState>];
    const closed = new Promise<number>((resolve) => mine.onLeave((code) => resolve(code)));
    const garbage = [19, ...Array.from({ length: 12_000 }, () => 255)];
    for (let i = 0; i < 10; i++) raw(mine, garbage);
    assert.equal(await closed, CLOSE_CODES.rate_limited);
    assert.equal(await dropped('malformed'), 1);
  });

  it('shows what only its owner sees to nobody else', async () => {
    const [mine, other] = rooms as [Room<unknown, SparksState>, Room<unknown, SparksState>];
    commands(mine).send({ mx: 0, my: 0, aim: 0, buttons: 1, view: 0 });
    await there(mine);
    steps(4);
    await Promise.all(rooms.map(there));
    assert.equal(mine.state.players.get(a)?.left_over, 99);
    assert.equal(other.state.players.get(a)?.left_over, undefined);
    assert.equal(other.state.players.get(b)?.left_over, 100);
    assert.equal(other.state.sparks.length, 1);
  });

  it('moves nobody by frames that are none, and prints nothing of them', async () => {
    const [mine] = rooms as [Room<unknown, SparksState>];
    const before = { x: player(a).x, y: player(a).y };
    const bad = [
      [19, 128],
      [19, 255, 128, 1],
      [19 | 0x80, 1, 2],
      [19, 129, 1, 2],
      [20, 0, 255],
      [20 | 0x80, 255, 255],
    ];
    for (let i = 0; i < 20; i++) for (const frame of bad) raw(mine, frame);
    await there(mine);
    steps(10);
    await there(mine);
    assert.deepEqual({ x: player(a).x, y: player(a).y }, before);
    assert.equal(await dropped('malformed'), 80);
    assert.deepEqual(server.errors, []);
    const hand = commands(mine);
    hand.send({ mx: player(a).x > 5_000 ? -127 : 127, my: 0 });
    await there(mine);
    steps(2);
    assert.equal(Math.abs(player(a).x - before.x), 186);
  });

  it('takes nothing of who watches', async () => {
    const watching = await join('00000000-0000-4000-8000-00000000dddd', { spectate: true });
    raw(watching, [19, 128, 127]);
    await there(watching);
    steps(10);
    assert.equal(await dropped('not_seated'), 1);
  });

  it('tells some of those who watch less often, and the same', async () => {
    const watching = await join('00000000-0000-4000-8000-00000000dddd', { spectate: true });
    const { clients } = matchMaker.getLocalRoomById(MATCH);
    const client = clients.find(({ sessionId }) => sessionId === watching.sessionId);
    assert.ok(client);
    await there(watching);
    (client as unknown as CountedClient).joinPatches(6);
    let patches = 0;
    watching.onStateChange(() => void patches++);
    steps(124);
    await there(watching); // whatever else is sent comes after all that was kept back
    assert.ok(patches >= 10 && patches <= 14, `${patches}`);
    assert.equal(watching.state.tick, table().state.tick);
    assert.deepEqual(watching.state.players.get(a)?.x, player(a).x);
  });

  it('closes a flood, and makes every step of the others meanwhile', async () => {
    const [mine, other] = rooms as [Room<unknown, SparksState>, Room<unknown, SparksState>];
    const closed = new Promise<number>((resolve) => mine.onLeave((code) => resolve(code)));
    const { x } = player(b);
    const hand = commands(other);
    for (let i = 0; i < 1_000; i++) raw(mine, [19, 128, 127]);
    for (let i = 0; i < 8; i++) hand.send({ mx: x > 5_000 ? -127 : 127, my: 0 });
    await there(other);
    steps(20);
    assert.equal(Math.abs(player(b).x - x), 8 * 186);
    assert.equal(await closed, CLOSE_CODES.rate_limited);
  });

  it('follows the player to another tab, with no more credit than they had', async () => {
    const [mine] = rooms as [Room<unknown, SparksState>];
    steps(40);
    player(a).x = 5_000;
    const closed = new Promise<number>((resolve) => mine.onLeave((code) => resolve(code)));
    commands(mine).send({ mx: 0, my: 0 });
    const second = await join(a);
    await closed;
    const hand = commands(second);
    for (let i = 0; i < 10; i++) hand.send({ mx: 127, my: 0 });
    await there(second);
    steps(1);
    assert.ok(player(a).x <= 5_000 + 8 * 186, `${player(a).x}`);
    steps(10);
    await there(second);
    assert.equal(hand.acknowledged, 10);
  });

  it('goes on in another room with the objects that clients have, its clock and its commands', async () => {
    const [mine] = rooms as [Room<unknown, SparksState>];
    const hand = commands(mine);
    for (let i = 0; i < 8; i++) hand.send({ mx: 10, my: 10 });
    await there(mine);
    steps(50);
    await there(mine);
    const { tick } = table().state;
    const before = matchMaker.getLocalRoomById(MATCH) as unknown as Moving;
    const own = mine.state.players.get(a);
    const back = rooms.map((room) => {
      Object.assign(room.reconnection, { enabled: true, minUptime: 0 });
      return new Promise<void>((resolve) => void room.onReconnect.once(() => resolve()));
    });
    before.onBeforeShutdown();
    await Promise.all(back);
    await there(mine);
    const after = matchMaker.getLocalRoomById(MATCH) as unknown as Moving;
    assert.notEqual(after, before);
    assert.equal(table().state.tick, tick);
    assert.equal(mine.state.players.get(a), own);
    assert.ok(after.clock.elapsedTime >= before.clock.elapsedTime);
    const { x } = player(a);
    hand.send({ mx: x > 5_000 ? -127 : 127, my: 0 });
    await there(mine);
    steps(4);
    await there(mine);
    assert.equal(Math.abs(player(a).x - x), 186);
    assert.equal(own?.x, player(a).x);
    assert.equal(hand.acknowledged, 1); // commands are counted anew
    for (const room of rooms) room.reconnection.enabled = false;
  });
});
