import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { Room } from '@colyseus/sdk';
import { pack } from 'msgpackr';
import { Budgets, type Purse } from '../../src/players/budgets.ts';
import { COSTS } from '../../src/players/costs.ts';
import { bootLobby } from '../support/bootLobby.ts';
import { next, until } from '../support/bootToy.ts';

const PLAYER = { perSecond: 60, burst: 120 };
const ADDRESS = { perSecond: 600, burst: 1200 };
/** What a socket has cost by the time it is open, with what the framework acknowledges. */
const OPEN = COSTS.seat + COSTS.socket;

/** How a request was refused; null when it was not. */
const refusal = (asked: Promise<unknown>): Promise<Record<string, unknown> | null> =>
  asked.then(
    () => null,
    (error: { reason: Record<string, unknown> }) => error.reason,
  );
const closed = (room: Room) => new Promise<number>((resolve) => room.onLeave.once((code) => resolve(code)));
const send = (room: Room, bytes: Uint8Array) =>
  (room.connection.transport as unknown as { ws: { send(data: Uint8Array): void } }).ws.send(bytes);

describe('rooms and those who ask too much', () => {
  let time = 0;
  let address = 'home';
  const refused: Purse[] = [];
  let budgets: Budgets;
  let server: Awaited<ReturnType<typeof bootLobby>>;
  let open: Room[] = [];
  before(async () => {
    const needs = {
      budgets: {
        spend: (...asked: Parameters<Budgets['spend']>) => budgets.spend(...asked),
        owe: (...owed: Parameters<Budgets['owe']>) => budgets.owe(...owed),
      },
      addressOf: () => address,
    };
    server = await bootLobby({ lobby: needs });
  });
  beforeEach(() => {
    address = 'home';
    refused.length = 0;
    const now = () => time;
    budgets = new Budgets({
      player: PLAYER,
      address: ADDRESS,
      now,
      refused: (limit) => void refused.push(limit),
    });
  });
  afterEach(async () => {
    time += 60_000;
    const rooms = open.map((room) => server.roomOf(room));
    await Promise.all(open.filter((room) => room.connection.isOpen).map((room) => room.leave()));
    open = [];
    await until(async () => rooms.every((room) => !room || room.clients.length === 0));
  });
  after(() => server.stop());

  async function join(player: string): Promise<Room> {
    const room = await server.join(player);
    room.reconnection.enabled = false;
    open.push(room);
    return room;
  }
  const queue = (room: Room) => refusal(room.request('queue', { game: 'relay' }));

  it('count all sockets of a player as one, and say when to come back', async () => {
    const player = randomUUID();
    const rooms = [await join(player), await join(player), await join(player)];
    const before = server.world.queued.length;
    const left = Math.floor((PLAYER.burst - rooms.length * OPEN) / COSTS.queue);
    const asked = Array.from({ length: left + 3 }, (_, n) => queue(rooms[n % 3] as Room));
    const answers = await Promise.all(asked);

    assert.equal(answers.filter((answer) => answer === null).length, left);
    assert.equal(server.world.queued.length, before + left);
    const [first] = answers.filter((answer) => answer !== null);
    assert.equal(first?.code, 'rate_limited');
    const wait = Number(first?.retry_after_ms);
    assert.ok(wait > 0 && wait <= (COSTS.queue * 1000) / PLAYER.perSecond + 1, String(wait));
    assert.deepEqual(new Set(refused), new Set(['player']));
    time += wait;
    assert.equal(await queue(rooms[0] as Room), null);
    assert.equal(await queue(await join(randomUUID())), null);
  });

  it('tell who sent a message, where nothing waits for an answer', async () => {
    const player = randomUUID();
    const room = await join(player);
    budgets.charge('player', player, PLAYER.burst);
    const problem = next<Record<string, unknown>>(room, 'problem');
    room.send('chat', { text: 'hello' });
    const { code, message, retry_after_ms } = await problem;
    assert.equal(code, 'rate_limited');
    assert.match(String(message), /Try again/);
    assert.ok(Number(retry_after_ms) > 0);
  });

  it('count all guests of an address as one, and nobody elsewhere', async () => {
    const guests = [await join(randomUUID()), await join(randomUUID())];
    address = 'elsewhere';
    const other = await join(randomUUID());
    budgets.charge('address', 'home', ADDRESS.burst);
    for (const room of guests) assert.equal((await queue(room))?.code, 'rate_limited');
    assert.deepEqual(refused, ['address', 'address']);
    assert.equal(await queue(other), null);
  });

  it('close who goes on after many refusals, and nobody else', async () => {
    const player = randomUUID();
    const rooms = [await join(player), await join(player)];
    const honest = await join(randomUUID());
    const codes = Promise.all(rooms.map(closed));
    for (let i = 0; i < 200; i += 1) for (const room of rooms) room.send('chat', { text: `flood ${i}` });
    assert.deepEqual(await codes, [4105, 4105]);
    assert.equal(await queue(honest), null);
  });

  it('hear nothing more of who was told to go, though they may again', async () => {
    const room = await join(randomUUID());
    const left = closed(room);
    const client = server.roomOf(room)?.clients.get(room.sessionId);
    const { ref } = client as unknown as { ref: EventEmitter & { readyState: number } };
    const queued = server.world.queued.length;
    const ask = () =>
      ref.emit('message', Buffer.from([21, 1, 0xa5, ...Buffer.from('queue'), ...pack({ game: 'relay' })]));
    while (ref.readyState === 1) ask();
    const had = server.world.queued.length - queued;
    time += 60_000;
    ask();
    await left;
    assert.ok(had > 0);
    assert.equal(server.world.queued.length - queued, had);
  });

  it('give nobody a seat who has nothing left', async () => {
    const player = randomUUID();
    budgets.charge('player', player, PLAYER.burst);
    await assert.rejects(join(player), /rate_limited/);
    assert.ok(refused.length > 0);
  });

  it('let go whoever wants to leave', async () => {
    const player = randomUUID();
    const room = await join(player);
    budgets.charge('player', player, 4 * PLAYER.burst);
    const left = closed(room);
    await room.leave();
    assert.equal(await left, 4000);
  });

  it('decode nothing that is nested on purpose', async () => {
    const room = await join(randomUUID());
    const deep = new Uint8Array(3000).fill(0x91);
    const type = [0xa5, ...Buffer.from('queue')];
    const responses = nextBytes(room);
    send(room, new Uint8Array([21, 99, ...type, ...deep]));
    const bytes = await responses;
    assert.deepEqual([bytes[0], bytes[1], bytes[2]], [22, 99, 1]);
    assert.match(Buffer.from(bytes).toString('latin1'), /malformed_message/);
    const code = closed(room);
    send(room, new Uint8Array([13, ...type, ...deep]));
    assert.equal(await code, 4002);
  });

  it('count pings of the WebSocket protocol, too', async () => {
    const player = randomUUID();
    const room = await join(player);
    const code = closed(room);
    // The SDK's socket cannot ping: what the server's would say if it did.
    const client = server.roomOf(room)?.clients.get(room.sessionId);
    const { ref } = client as unknown as { ref: EventEmitter };
    for (let i = 0; i < 2 * PLAYER.burst + 100; i += 1) ref.emit('ping');
    assert.equal(await code, 4105);
  });
});

/** The next answer to a request, as bytes. */
function nextBytes(room: Room): Promise<Uint8Array> {
  const { ws } = room.connection.transport as unknown as { ws: EventTarget };
  return new Promise((resolve) => {
    ws.addEventListener('message', function heard(event) {
      const bytes = new Uint8Array((event as MessageEvent<ArrayBuffer>).data);
      if (bytes[0] !== 22) return;
      ws.removeEventListener('message', heard);
      resolve(bytes);
    });
  });
}
