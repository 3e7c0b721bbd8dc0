import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { on, once } from 'node:events';
import { mock } from 'node:test';
import { matchMaker } from '@colyseus/core';
import type { Room } from '@colyseus/sdk';
import { WebSocket } from 'ws';
import { bootToy, until } from '../support/bootToy.ts';
import type { ToyState } from '../support/toyGame.ts';

const JOIN_ROOM = 10;
const ERROR = 11;

type Toy = Room<unknown, ToyState>;

/** What a socket is told first: its reconnection token when it is let in, otherwise why not. */
async function firstFrame(socket: WebSocket): Promise<{ token: string } | { error: string }> {
  for await (const [frame] of on(socket, 'message')) {
    const bytes = frame as Buffer;
    if (bytes[0] === JOIN_ROOM) return { token: bytes.subarray(2, 2 + (bytes[1] ?? 0)).toString() };
    if (bytes[0] === ERROR) return { error: bytes.toString('utf8') };
  }
  throw new Error('told nothing');
}

describe('sessions of a table', () => {
  let server: Awaited<ReturnType<typeof bootToy>>;
  let [a, b, c, d] = ['', '', '', ''];
  let match = '';
  let sockets: WebSocket[] = [];
  before(async () => {
    server = await bootToy();
  });
  beforeEach(async () => {
    [a, b, c, d] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    match = randomUUID();
    await matchMaker.createRoom('toy', {
      match,
      seed: 'seed',
      seats: [a, b, c].map((id) => ({ id, name: 'Somebody', bot: false })),
      ...{ why: '', quality: null, region: null, botsAllowed: false, waitMs: 60_000, batches: [] },
    });
  });
  afterEach(async () => {
    for (const socket of sockets) socket.terminate();
    sockets = [];
    server.pauses.pause = async () => {};
    await matchMaker.getLocalRoomById(match)?.disconnect();
  });
  after(() => server.stop());

  async function join(player: string, options = {}): Promise<Toy> {
    const room = await server.client(player).joinById<ToyState>(match, options);
    room.onMessage('*', () => {});
    room.onError(() => {});
    room.reconnection.minUptime = 0;
    return room as Toy;
  }

  const tokenOf = (room: Room) => room.reconnectionToken.split(':')[1] ?? '';

  /** The socket breaks, and the SDK does not come back. */
  async function drop(room: Toy): Promise<void> {
    room.reconnection.enabled = false;
    (room.connection.transport as unknown as { ws: { close(code: number): void } }).ws.close(4010);
    const clients = () => matchMaker.getLocalRoomById(match)?.clients ?? [];
    await until(async () => [...clients()].every(({ sessionId }) => sessionId !== room.sessionId));
  }

  /** Comes back by a bare socket, which never says that it joined. */
  function back(session: string, token: string, bearer?: string): WebSocket {
    const query = new URLSearchParams({ sessionId: session, reconnectionToken: token, skipHandshake: '1' });
    if (bearer) query.set('_authToken', `token:${bearer}`);
    const url = `ws://127.0.0.1:${server.port}/${matchMaker.processId}/${match}?${query}`;
    const socket = new WebSocket(url);
    sockets.push(socket);
    return socket;
  }

  /** Its process dies: another may take the match over. */
  async function crash(): Promise<void> {
    const running = await server.store.find(match);
    assert.ok(running && (await server.store.takeOver(running, 'a process that died')));
    await server.table(match).checkpoint(); // refused: lets go
    await until(async () => matchMaker.getLocalRoomById(match) === undefined);
  }

  for (const [who, options] of [
    ['a player', {}],
    ['a spectator', { spectate: true }],
  ] as const) {
    it(`has another token with every connection of ${who}, and the old one leads nowhere`, async () => {
      const player = who === 'a player' ? a : d;
      const room = await join(player, options);
      const tokens = [room.reconnectionToken];
      for (let drops = 0; drops < 3; drops++) {
        const returned = new Promise<void>((resolve) => void room.onReconnect.once(() => resolve()));
        (room.connection.transport as unknown as { ws: { close(code: number): void } }).ws.close(4010);
        await returned;
        tokens.push(room.reconnectionToken);
      }
      assert.equal(new Set(tokens).size, 4);
      await drop(room);
    });
  }

  it('lets nobody in by a token that was used', async () => {
    const room = await join(a);
    const first = tokenOf(room);
    const returned = new Promise<void>((resolve) => void room.onReconnect.once(() => resolve()));
    (room.connection.transport as unknown as { ws: { close(code: number): void } }).ws.close(4010);
    await returned;
    await room.request('action', { request_id: 'r', action: 'take' }).catch(() => {}); // it said that it joined
    await drop(room);
    assert.ok('error' in (await firstFrame(back(room.sessionId, first))));
    await assert.rejects(server.client().reconnect(`${match}:${first}`), /invalid or expired/);
    assert.ok('token' in (await firstFrame(back(room.sessionId, tokenOf(room)))));
  });

  it('refuses a token together with the bearer token of somebody else, and takes it with one’s own or none', async () => {
    const room = await join(a);
    await drop(room);
    const token = tokenOf(room);
    const refused = await firstFrame(back(room.sessionId, token, b));
    assert.match('error' in refused ? refused.error : '', /not_your_seat/);
    await assert.rejects(server.client(b).reconnect(`${match}:${token}`), { code: 403 });
    const own = await firstFrame(back(room.sessionId, token, a));
    assert.ok('token' in own);
    sockets.at(-1)?.terminate();
    await until(async () => matchMaker.getLocalRoomById(match)?.clients.length === 0);
    assert.ok('token' in (await firstFrame(back(room.sessionId, own.token))));
  });

  it('does not close the connection of a player for somebody else who has their token', async () => {
    const room = await join(a);
    await assert.rejects(server.client(b).reconnect(room.reconnectionToken), { code: 403 });
    assert.equal(room.connection.isOpen, true);
    await room.leave();
  });

  it('refuses at once to lead back to a room that there is not, and by what is no token', async () => {
    mock.timers.enable({ apis: ['setTimeout'] }); // nothing here may wait for an answer that does not come
    try {
      await assert.rejects(server.client(b).reconnect(`${randomUUID()}:token`), { code: 522 });
      for (const reconnectionToken of [{ toString: 1 }, ['x'], 5, null, true]) {
        const invoked = matchMaker.controller.invokeMethod('reconnect', match, { reconnectionToken });
        await assert.rejects(invoked, { code: 400, message: /^invalid_request: / });
      }
    } finally {
      mock.timers.reset();
    }
  });

  it('refuses a seat that was reserved for somebody else', async () => {
    const seat = await server.live.seat(match, a);
    await assert.rejects(server.client(b).consumeSeatReservation(seat as never), /not_your_seat/);
    const room = await server.client(a).consumeSeatReservation(seat as never);
    await room.leave();
  });

  it('lets a seated player back whose token has run out, by the session and by a fresh seat, and not as a watcher', async () => {
    const room = await join(a);
    server.runOut.add(a).add(d);
    await until(async () => (await server.directory.of(a)) === match);
    await drop(room);
    assert.ok('token' in (await firstFrame(back(room.sessionId, tokenOf(room), a))));
    const again = await join(a);
    const seat = await server.live.seat(match, a);
    const tab = await server.client(a).consumeSeatReservation(seat as never);
    tab.onMessage('*', () => {});
    await assert.rejects(server.client(a).joinById(match, { spectate: true }), /token_expired/);
    await assert.rejects(server.client(d).joinById(match, { spectate: true }), /token_expired/);
    server.runOut.clear();
    await Promise.all([again, tab].map((open) => drop(open as Toy)));
  });

  it('stores a session before its client has the token, also when it comes back', async () => {
    server.pauses.pause = () => new Promise(() => {});
    const seen: string[][] = [];
    const { checkpoint } = server.store;
    server.store.checkpoint = async (own, table) => {
      await checkpoint.call(server.store, own, table);
      if (own.match === match) seen.push(table.sessions.map(({ token }) => token));
    };
    try {
      const room = await join(a);
      assert.ok(seen.some((tokens) => tokens.includes(tokenOf(room))));
      await drop(room);
      const returned = await firstFrame(back(room.sessionId, tokenOf(room)));
      assert.ok('token' in returned && seen.some((tokens) => tokens.includes(returned.token)));
    } finally {
      server.store.checkpoint = checkpoint;
    }
  });

  it('lets people in though the store does not answer', async () => {
    server.pauses.pause = async () => {};
    const { checkpoint } = server.store;
    server.store.checkpoint = () => new Promise(() => {});
    try {
      await drop(await join(a));
    } finally {
      server.store.checkpoint = checkpoint;
    }
  });

  for (const which of ['old', 'new'] as const) {
    it(`survives its owner by the ${which} token when it is not known whether the client has the new one`, async () => {
      server.pauses.pause = () => new Promise(() => {});
      const room = await join(a);
      await drop(room);
      const before = tokenOf(room);
      const returned = await firstFrame(back(room.sessionId, before));
      assert.ok('token' in returned);
      await crash();
      server.pauses.pause = async () => {};
      const token = which === 'old' ? before : returned.token;
      assert.ok('token' in (await firstFrame(back(room.sessionId, token))));
      const other = which === 'old' ? returned.token : before;
      sockets.at(-1)?.terminate();
      await until(async () => matchMaker.getLocalRoomById(match)?.clients.length === 0);
      assert.ok('error' in (await firstFrame(back(room.sessionId, other))), 'each way back is used once');
    });
  }

  it('survives the loss of a connection that never got the new token', async () => {
    const room = await join(a);
    await drop(room);
    const socket = back(room.sessionId, tokenOf(room));
    await firstFrame(socket);
    socket.terminate();
    await once(socket, 'close');
    await until(async () => matchMaker.getLocalRoomById(match)?.clients.length === 0);
    assert.ok('token' in (await firstFrame(back(room.sessionId, tokenOf(room)))));
  });
});
