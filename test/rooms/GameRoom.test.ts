import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { mock } from 'node:test';
import { matchMaker } from '@colyseus/core';
import type { Room } from '@colyseus/sdk';
import type { GameMessages } from '../../src/protocol/game.ts';
import type { NotificationsMessage } from '../../src/protocol/notifications.ts';
import type { BaseRoom } from '../../src/rooms/BaseRoom.ts';
import { bootToy, next, until, when } from '../support/bootToy.ts';
import { schemaToy, type ToyPlayer, type ToyState } from '../support/toyGame.ts';

type Found = { match_id: string; seat: never; opponents: { id: string }[] };

describe('rooms on a real server', () => {
  let server: Awaited<ReturnType<typeof bootToy>>;
  /** New for every test: nobody is still bound to the match of the one before. */
  let [a, b, c, d] = ['', '', '', ''];
  beforeEach(() => {
    // Of which no two end alike: they are called by that.
    [a, b, c, d] = ['a', 'b', 'c', 'd'].map((end) => randomUUID().slice(0, -1) + end) as [
      string,
      string,
      string,
      string,
    ];
  });
  before(async () => {
    server = await bootToy();
  });
  after(() => server.stop());

  /** These players queue in the lobby and sit down at one table. */
  async function seated(...players: string[]) {
    const lobbies = await Promise.all(players.map((id) => server.client(id).joinOrCreate('lobby')));
    const found = lobbies.map((lobby) => next<Found>(lobby, 'match_found'));
    for (const lobby of lobbies) lobby.onMessage('*', () => {});
    await Promise.all(lobbies.map((lobby) => lobby.request('queue', { game: 'toy' })));
    await server.passes.pass();
    const seats = await Promise.all(found);
    const rooms = await Promise.all(
      seats.map(({ seat }, i) => server.client(players[i]).consumeSeatReservation<ToyState>(seat)),
    );
    for (const room of rooms) quiet(room);
    await Promise.all(rooms.map((room) => when(room as never, (s: ToyState) => s.phase === 'playing')));
    await Promise.all(lobbies.map((lobby) => lobby.leave()));
    return { match: seats[0]?.match_id as string, rooms };
  }

  function quiet(room: Room): void {
    room.onMessage('*', () => {});
    room.onError(() => {});
    room.reconnection.minUptime = 0;
  }

  async function end(rooms: Room[]): Promise<void> {
    await Promise.all(rooms.filter((room) => room.connection.isOpen).map((room) => room.leave()));
  }

  /** An action that is taken: the room works. */
  async function take(room: Room | undefined): Promise<void> {
    const reply = await room?.request('action', { request_id: 'r1', action: 'take' });
    assert.ok(reply && 'version' in reply);
  }

  const rejection = (code: string) => (error: { reason?: { code: string } }) => error.reason?.code === code;

  it('play: queue, table, action, reply with the version, the same request once', async () => {
    const { rooms } = await seated(a, b, c);
    const first = await rooms[0]?.request('action', { request_id: 'r1', action: 'take' });
    const again = await rooms[0]?.request('action', { request_id: 'r1', action: 'take' });
    assert.ok(first && typeof first.version === 'number');
    assert.deepEqual(again, first);
    await end(rooms);
  });

  it('show nobody what is not stored: who plays, who joins and who comes back wait for it', async () => {
    const { match, rooms } = await seated(a, b, c);
    const [mine, other] = rooms as [(typeof rooms)[0], (typeof rooms)[0]];
    const append = server.store.append.bind(server.store);
    const stored = Promise.withResolvers<void>();
    let released = false;
    server.store.append = async (own, entries, clock) => {
      if (own.match === match) await stored.promise;
      await append(own, entries, clock);
    };
    const early: string[] = [];
    const note = (what: string) => () => {
      if (!released) early.push(what);
    };
    const reply = mine.request('action', { request_id: 'r1', action: 'take' }).then(note('reply'));
    other.onMessage('animation', note('animation'));
    other.onStateChange((state) => {
      if (state.taken > 0) note('patch')();
    });
    await until(async () => !server.table(match).settled);
    const joined = server.client(d).joinById<ToyState>(match, { spectate: true });
    void joined.then((room) => room.onStateChange(note('state')));
    const room = matchMaker.getLocalRoomById(match) as unknown as BaseRoom<object, GameMessages>;
    await until(async () => room.clients.length === 4);
    room.broadcastPatch(); // as the framework does now and then
    // There and back: whatever was to be sent meanwhile has come.
    for (const asks of [other, mine, other, mine])
      await assert.rejects(asks.request('nothing of the kind', {}));
    released = true;
    stored.resolve();
    const watcher = await joined;
    quiet(watcher);
    await Promise.all([
      reply,
      when(other as never, (s: ToyState) => s.taken === 1),
      when(watcher as never, (s: ToyState) => s.taken === 1),
    ]);
    server.store.append = append;
    assert.deepEqual(early, []);
    await end([...rooms, watcher]);
  });

  it('show a private field to its owner alone, spectators included', async () => {
    const { match, rooms } = await seated(a, b, c);
    const watcher = await server.client(d).joinById<ToyState>(match, { spectate: true });
    quiet(watcher);
    await when(watcher as never, (s: ToyState) => s.phase === 'playing');
    const hints = (room: Room<unknown, ToyState>) =>
      [...(room.state.players as unknown as Map<string, { id: string; hint?: string }>).values()]
        .filter((player) => player.hint)
        .map((player) => player.id);
    assert.deepEqual(hints(rooms[0] as never), [a]);
    assert.deepEqual(hints(rooms[1] as never), [b]);
    assert.deepEqual(hints(watcher as never), []);
    await assert.rejects(
      watcher.request('action', { request_id: 'r', action: 'take' }),
      rejection('not_seated'),
    );
    assert.equal(server.table(match).state.spectators, 1);
    await end([watcher, ...rooms]);
  });

  it('count who watches: a place per player, given up by a drop, taken again by coming back', async () => {
    const { match, rooms } = await seated(a, b, c);
    const watch = async () => {
      const watcher = await server.client(d).joinById<ToyState>(match, { spectate: true });
      quiet(watcher);
      return watcher;
    };
    const spectators = () => server.table(match).state.spectators;
    const first = await watch();
    const closed = new Promise<number>((resolve) => first.onLeave((code) => resolve(code)));
    const second = await watch();
    assert.equal(await closed, 4101);
    assert.equal(spectators(), 1);
    const watchers = () => server.live.ask(match, { ask: 'watchers' });
    assert.deepEqual(await watchers(), [d]);

    const back = new Promise<void>((resolve) => void second.onReconnect.once(() => resolve()));
    const dropped = until(async () => spectators() === 0);
    (second.connection.transport as unknown as { ws: { close(code: number): void } }).ws.close(4010);
    await Promise.all([dropped, back]);
    assert.equal(spectators(), 1);
    await second.leave();
    await until(async () => spectators() === 0);
    assert.deepEqual(await watchers(), []);
    await end(rooms);
  });

  it('bring a player back to the same seat, ten drops in a row, and add up the grace', async () => {
    const { match, rooms } = await seated(a, b, c);
    const room = rooms[0] as Room<unknown, ToyState>;
    await room.request('action', { request_id: 'r1', action: 'take' });
    const table = server.table(match);
    const points = table.state.players.get(a)?.points;
    for (let drop = 1; drop <= 10; drop++) {
      const back = new Promise<void>((resolve) => {
        room.onReconnect.once(() => resolve());
      });
      (room.connection.transport as unknown as { ws: { close(code: number): void } }).ws.close(4010);
      await back;
      assert.equal(table.seats.present(a, 0), true, `drop ${drop}`);
    }
    assert.equal(table.state.players.get(a)?.points, points);
    assert.ok((table.state.players.get(a)?.grace ?? 0) < 60_000);
    const reply = await room.request('action', { request_id: 'r2', action: 'take' });
    assert.ok('version' in reply);
    await end(rooms);
  });

  it('tell who comes back to a table what they were to know meanwhile', async () => {
    const { match, rooms } = await seated(a, b, c);
    const room = rooms[0] as Room;
    const table = server.table(match);
    const away = until(async () => table.seats.present(a, 0) === false);
    const missed = next<NotificationsMessage>(room, 'notifications');
    (room.connection.transport as unknown as { ws: { close(code: number): void } }).ws.close(4010);
    await away;
    const wanted = { audience: { player: a }, title: 'Meanwhile' } as const;
    const { notification } = await server.told.notifications.send('operator', wanted);
    assert.deepEqual(
      (await missed).items.map(({ seq }) => seq),
      [notification.seq],
    );
    await end(rooms);
  });

  it('let a match go that another process took, which comes back with it when that one dies too', async () => {
    const { match, rooms } = await seated(a, b, c);
    const [ra, rb] = rooms as [Room<unknown, ToyState>, Room<unknown, ToyState>];
    const watcher = await server.client(d).joinById<ToyState>(match, { spectate: true });
    quiet(watcher);
    const acknowledged = await ra.request('action', { request_id: 'r1', action: 'take' });
    const points = server.table(match).state.players.get(a)?.points;
    const back = [ra, rb, watcher].map(
      (room) => new Promise<void>((resolve) => void room.onReconnect.once(() => resolve())),
    );

    // The objects of the state are no longer in the order in which they came to be.
    const { state } = server.table(match);
    const moved = state.players.get(a) as ToyPlayer;
    state.players.delete(a);
    await when(ra as never, (s: ToyState) => !s.players.get(a));
    state.players.set(a, moved);
    await when(ra as never, (s: ToyState) => s.players.get(a) !== undefined);
    const me = (ra.state.players as unknown as Map<string, unknown>).get(a);
    await server.table(match).checkpoint();

    const running = await server.store.find(match);
    assert.ok(running && (await server.store.takeOver(running, 'a process that died')));
    await assert.rejects(rb.request('action', { request_id: 'r1', action: 'take' })); // not stored: not acknowledged
    await Promise.all(back);

    assert.equal((await server.store.find(match))?.epoch, 3);
    const listed = await matchMaker.query({ roomId: match });
    assert.deepEqual(
      listed.map(({ clients }) => clients),
      [4],
      'as the monitor shows it',
    );
    assert.equal(server.table(match).state.players.get(a)?.points, points);
    assert.deepEqual(await ra.request('action', { request_id: 'r1', action: 'take' }), acknowledged);
    const again = await rb.request('action', { request_id: 'r1', action: 'take' });
    assert.ok('version' in again);
    assert.ok(again.version > acknowledged.version);
    await when(ra as never, (state: ToyState) => state.version >= again.version);
    assert.equal(
      (ra.state.players as unknown as Map<string, unknown>).get(a),
      me,
      'the same object as before',
    );
    const late = schemaToy.player();
    late.id = 'late';
    server.table(match).state.players.set('late', late);
    await when(ra as never, (s: ToyState) => s.players.get('late')?.id === 'late');
    server.table(match).state.players.delete('late');
    assert.equal(server.table(match).state.spectators, 1);
    assert.equal(watcher.state.players.get(a)?.hint ?? '', '');
    await end([watcher, ...rooms]);
  });

  it('have sockets of the lobby stand in line, and let those who come to a match in at once', async () => {
    const { match, rooms } = await seated(a, b, c);
    const { letIn } = server.arrivals;
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    let inLine = () => {};
    const stands = new Promise<void>((resolve) => {
      inLine = resolve;
    });
    server.arrivals.letIn = async (work) => {
      inLine();
      await opened;
      return work();
    };
    let entered = false;
    const lobby = server.client(d).joinOrCreate('lobby');
    void lobby.then(() => {
      entered = true;
    });
    await stands;
    const watcher = await server.client(d).joinById<ToyState>(match, { spectate: true });
    quiet(watcher);
    await take(rooms[0]); // time for a lobby to be entered
    assert.equal(entered, false);
    open();
    await (await lobby).leave();
    server.arrivals.letIn = letIn;
    await end([watcher, ...rooms]);
  });

  it('count the sockets that are open', async () => {
    const sockets = async () =>
      /game_websocket_connections\{room="toy"\} (\d+)/.exec(await server.metrics.text())?.[1];
    const { rooms } = await seated(a, b, c);
    await until(async () => (await sockets()) === '3');
    await end(rooms);
    await until(async () => (await sockets()) === '0');
  });

  it('refuse who was banned meanwhile, also by a reconnection', async () => {
    const { match, rooms } = await seated(a, b, c);
    const room = rooms[0] as Room;
    const refused = new Promise<number>((resolve) => room.onLeave((code) => resolve(code)));
    room.reconnection.maxRetries = 1;
    server.banned.add(a);
    (room.connection.transport as unknown as { ws: { close(code: number): void } }).ws.close(4010);
    await refused;
    await assert.rejects(server.client(a).joinById(match), /banned/);
    assert.equal(server.table(match).seats.present(a, 0), false);
    await end(rooms.slice(1));
  });

  it('refuse who was revoked meanwhile, also by a reconnection after the match went elsewhere', async () => {
    const { match, rooms } = await seated(a, b, c);
    const tab = await server.client(a).joinById<ToyState>(match);
    quiet(tab);
    const refused = new Promise<number>((resolve) => tab.onLeave((code) => resolve(code)));
    tab.reconnection.maxRetries = 1;
    const b2 = rooms[1] as Room;
    const back = new Promise<void>((resolve) => void b2.onReconnect.once(() => resolve()));
    await server.table(match).checkpoint();
    const running = await server.store.find(match);
    assert.ok(running && (await server.store.takeOver(running, 'a process that died')));
    server.revocations.set(a, 1);
    await assert.rejects(b2.request('action', { request_id: 'r1', action: 'take' }));
    await Promise.all([refused, back]);
    assert.equal(server.table(match).seats.client(a), null);
    await end(rooms.slice(1));
  });

  it('close the sockets of who was banned or revoked meanwhile, and keep those of the others', async () => {
    const { match, rooms } = await seated(a, b, c);
    const tab = await server.client(a).joinById<ToyState>(match);
    const watcher = await server.client(d).joinById<ToyState>(match, { spectate: true });
    for (const room of [tab, watcher]) quiet(room);
    const closed = [tab, watcher].map(
      (room) => new Promise<number>((resolve) => room.onLeave((code) => resolve(code))),
    );
    const { turnOut } = matchMaker.getLocalRoomById(match) as unknown as { turnOut(): Promise<void> };
    await turnOut();
    assert.equal(tab.connection.isOpen, true);
    server.revocations.set(a, 1);
    server.banned.add(d);
    await turnOut();
    assert.deepEqual(await Promise.all(closed), [4104, 4104]);
    await take(rooms[1]);
    await end(rooms.slice(1));
  });

  it('let the newest tab have the seat and close the older for good', async () => {
    const { match, rooms } = await seated(a, b, c);
    const closed = new Promise<number>((resolve) => rooms[0]?.onLeave((code) => resolve(code)));
    const tab = await server.client(a).joinById<ToyState>(match);
    quiet(tab);
    assert.equal(await closed, 4101);
    await take(tab);
    await end([tab, ...rooms.slice(1)]);
  });

  it('take leaving for a forfeit, with no way back', async () => {
    const { match, rooms } = await seated(a, b, c);
    await rooms[0]?.leave();
    await when(rooms[1] as never, (s: ToyState) => s.players.get(a)?.left === true);
    await assert.rejects(server.client(a).joinById(match), /left/);
    await end(rooms.slice(1));
  });

  it('close the socket of who leaves the match, by a message or over HTTP', async () => {
    const { match, rooms } = await seated(a, b, c);
    const closed = rooms.map(
      (room) => new Promise<number>((resolve) => room.onLeave((code) => resolve(code))),
    );
    rooms[0]?.send('leave_match');
    assert.equal(await closed[0], 4000);
    await server.live.ask(match, { ask: 'leave', player: b });
    assert.equal(await closed[1], 4000);
    assert.deepEqual(
      [a, b, c].map((id) => server.table(match).state.players.get(id)?.left),
      [true, true, false],
    );
    await end(rooms.slice(2));
  });

  it('hand a match over when the process goes down, and bring its people back at once', async () => {
    const { match, rooms } = await seated(a, b, c);
    const [ra] = rooms as [Room<unknown, ToyState>];
    const acknowledged = await ra.request('action', { request_id: 'r1', action: 'take' });
    const back = rooms.map(
      (room) => new Promise<void>((resolve) => void room.onReconnect.once(() => resolve())),
    );
    const owners: string[] = [];
    const release = server.store.release.bind(server.store);
    server.store.release = async (own) => {
      await release(own);
      owners.push((await server.store.find(match))?.owner ?? 'gone');
    };
    (matchMaker.getLocalRoomById(match) as unknown as { onBeforeShutdown(): void }).onBeforeShutdown();
    await Promise.all(back);
    server.store.release = release;
    assert.deepEqual([owners, (await server.store.find(match))?.epoch], [[''], 2]);
    assert.deepEqual(await ra.request('action', { request_id: 'r1', action: 'take' }), acknowledged);
    await end(rooms);
  });

  it('refuse strangers, guests without a token, and rooms made by clients', async () => {
    const { match, rooms } = await seated(a, b, c);
    await assert.rejects(server.client(d).joinById(match), /not_seated/);
    await assert.rejects(server.client().joinById(match), /token_missing/);
    await assert.rejects(server.live.ask(match, { ask: 'leave', player: d }), { code: 'not_seated' });
    for (const method of ['create', 'joinOrCreate'] as const) {
      await assert.rejects(
        server.client(d)[method]('toy', { match: 'x', seats: [] }),
        /rooms_are_made_by_the_server/,
      );
    }
    await end(rooms);
  });

  it('answer every bad request with a code and go on', async () => {
    const { rooms } = await seated(a, b, c);
    const room = rooms[0] as Room;
    const bad: [unknown, string][] = [
      [undefined, 'invalid_request'],
      [42, 'invalid_request'],
      [{ action: 'take' }, 'invalid_request'],
      [{ request_id: 'x'.repeat(65), action: 'take' }, 'invalid_request'],
      [{ request_id: 'r1', action: 'fly' }, 'invalid_action'],
      [{ request_id: 'r1', action: 'take', extra: true }, 'invalid_action'],
      [{ request_id: 'r1', action: 'y'.repeat(10_000) }, 'invalid_action'],
    ];
    for (const [payload, code] of bad) await assert.rejects(room.request('action', payload), rejection(code));
    const problem = next<{ code: string }>(room, 'problem');
    room.send('no-such-message', 1);
    assert.equal((await problem).code, 'unknown_message');
    for (const name of ['no-such-message', '__proto__', 'constructor', '*', '_', 7])
      await assert.rejects(room.request(name as string, 1), rejection('unknown_message'));
    await take(room);
    await end(rooms);
  });

  it('survive frames that the framework would die of, and only their sender is hurt', async () => {
    const { rooms } = await seated(a, b, c);
    const socket = (room: Room) =>
      (room.connection.transport as unknown as { ws: { send(data: Uint8Array): void } }).ws;
    const long = new Uint8Array([13, 0xd9, 200, ...new Uint8Array(200).fill(97)]); // ROOM_DATA of an unknown long type
    for (const frame of [
      long,
      [0x14, 0x00, 0xff],
      [0x94, 0xff, 0xff, 0xff, 0xff],
      [13, 0xc1],
      [],
      [0xff, 1, 2, 3],
    ]) {
      socket(rooms[0] as Room).send(new Uint8Array(frame));
    }
    await take(rooms[1]);
    await end(rooms);
  });

  it('let nobody in by a name that is none, with a code and no word of what is inside', async () => {
    const { rooms } = await seated(a, b, c);
    const [{ roomId }] = rooms as [Room];
    const before = server.errors.length;
    const told = async (path: string) => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`);
      socket.binaryType = 'arraybuffer';
      const message = new Promise<ArrayBuffer>((resolve) => {
        socket.addEventListener('message', ({ data }) => resolve(data), { once: true });
      });
      const closed = new Promise<number>((resolve) => {
        socket.addEventListener('close', ({ code }) => resolve(code));
      });
      return { text: Buffer.from(await message).toString('latin1'), code: await closed };
    };
    const odd = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    for (const path of [
      ...odd.map((name) => `/p/${name}`),
      ...odd.map((name) => `/p/${name}?sessionId=x`),
      ...odd.map((name) => `/p/${roomId}?sessionId=${name}`),
      ...odd.map((name) => `/p/${roomId}?sessionId=${name}&reconnectionToken=${name}`),
      ...odd.map((name) => `/p/${roomId}?sessionId=x&reconnectionToken=${name}`),
      `/p/${roomId}?sessionId=${rooms[0]?.sessionId}`,
      '/?sessionId=x',
      '/p/nowhere?sessionId=%00',
    ]) {
      const { text, code } = await told(path);
      assert.match(text, /seat reservation expired/, path);
      assert.ok([4002, 4003].includes(code), `${path} ${code}`);
    }
    assert.equal(server.errors.length, before);
    await end(rooms);
  });

  it('measure the latency of a socket that asks for no room, and answer no flood', async () => {
    assert.ok((await server.client(a).getLatency({ pingCount: 3 })) >= 0);
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/`);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
    let answers = 0;
    socket.addEventListener('message', () => {
      answers += 1;
    });
    for (let i = 0; i < 100; i += 1) socket.send('x'.repeat(10));
    await closed;
    assert.ok(answers <= 20);
  });

  /** A socket as it is on the wire, past its opening. */
  async function opened(path: string): Promise<Socket> {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    const key = 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13';
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n\r\n`,
    );
    await once(socket, 'data');
    return socket;
  }

  /** Where a client would come back to whose socket is open still: the framework waits until that one is gone. */
  async function wayBack(room: Room): Promise<string> {
    const { processId } = await server.live.seat(room.roomId, a);
    const [, token] = room.reconnectionToken.split(':');
    return `/${processId}/${room.roomId}?sessionId=${room.sessionId}&reconnectionToken=${token}`;
  }

  const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));

  it('cut off who goes on sending after they were told to go, or before they are let in', async () => {
    const { rooms } = await seated(a, b, c);
    const [honest, other] = rooms as [Room, Room];
    const pongs = Buffer.concat(Array(1000).fill(Buffer.from([0x8a, 0x80, 0, 0, 0, 0])));
    for (const path of ['/p/nowhere?sessionId=x', '/latency', await wayBack(other)]) {
      const socket = await opened(path);
      const cut = closed(socket);
      for (let sent = 0; sent < 70 * 1024; sent += pongs.length) socket.write(pongs);
      await cut;
    }
    assert.match(await server.metrics.text(), /parlor_clients_cut_total\{reason="unpaid"\} 3/);
    await take(honest);
    await end(rooms);
  });

  it('cut off who is not let in in time, however many wait for one seat', async () => {
    const { rooms } = await seated(a, b, c);
    const path = await wayBack(rooms[0] as Room);
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const sockets = await Promise.all([opened(path), opened(path), opened(path)]);
      const all = Promise.all(sockets.map(closed));
      mock.timers.tick(30_000);
      await all;
    } finally {
      mock.timers.reset();
    }
    await take(rooms[0]);
    await end(rooms);
  });

  it('take no message in many empty parts', async () => {
    const socket = await opened('/latency');
    const part = [0x00, 0x80, 0, 0, 0, 0];
    socket.write(Buffer.from([0x02, 0x80, 0, 0, 0, 0, ...Array(20).fill(part).flat()]));
    const [frame] = await once(socket, 'data');
    assert.deepEqual([frame[0], frame.readUInt16BE(2)], [0x88, 1008]);
    socket.destroy();
  });

  it('let people go after the end, when nothing is stored any more', async () => {
    const { match, rooms } = await seated(a, b, c);
    const before = server.errors.length;
    const { seats } = server.table(match);
    const over = (error: { reason?: { code: string } }) => assert.equal(error.reason?.code, 'match_over');
    for (let i = 0; i < 21; i++)
      await rooms[0]?.request('action', { request_id: `r${i}`, action: 'take' }).catch(over);
    await until(async () => (await server.store.find(match)) === null); // its result is in the records
    const late = { request_id: 'late', action: 'take' };
    for (let i = 0; i < 2; i++) {
      await assert.rejects(rooms[0]?.request('action', late) as Promise<unknown>, rejection('match_over'));
      const reply = await server.live.ask(match as never, { ask: 'act', player: b, request: late });
      assert.equal((reply as { code?: string }).code, 'match_over');
    }
    const said = next<{ text: string }>(rooms[1] as Room, 'chat');
    await rooms[0]?.request('chat', { text: 'well played' });
    assert.equal((await said).text, 'well played', 'people talk on until the room closes');
    await end(rooms);
    await until(async () => ![a, b, c].some((id) => seats.has(id)));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(server.errors.slice(before), []);
  });

  it('log nothing that a client can cause', async () => {
    const { match, rooms } = await seated(a, b, c);
    const before = server.errors.length;
    const [sender, large, other] = rooms as [Room, Room, Room];
    const send = (room: Room, frame: Uint8Array) =>
      (room.connection.transport as unknown as { ws: { send(data: Uint8Array): void } }).ws.send(frame);
    await assert.rejects(server.client(d).joinById(match), /not_seated/);
    const endless = [0xa1, 97, 0xdb, 255, 255, 255, 255]; // a text that is longer than its frame
    for (const frame of [
      [17, 0xd9],
      [21, 1, ...endless],
      [13, ...endless],
    ])
      send(sender, new Uint8Array(frame));
    const closed = new Promise((resolve) => large.onLeave(resolve));
    large.reconnection.enabled = false;
    send(large, new Uint8Array(20_000));
    await closed;
    await take(other);

    assert.deepEqual(server.errors.slice(before), []);
    const metrics = await server.metrics.text();
    for (const reason of ['not_let_in', 'malformed_message', 'malformed_frame'])
      assert.match(metrics, new RegExp(`parlor_socket_refusals_total\\{reason="${reason}"\\} [1-9]`));
    await end([other]);
  });

  it('survive input frames that lie about their length, where a room takes inputs', async () => {
    const { roomId } = await matchMaker.createRoom('input', {});
    const room = await server.client(a).joinById(roomId);
    quiet(room);
    const { ws } = room.connection.transport as unknown as { ws: { send(data: Uint8Array): void } };
    ws.send(new Uint8Array([0x14, 0x00, 0xff])); // an endless loop in the decoder
    ws.send(new Uint8Array([0x94, 0xce, 0x02, 0xfa, 0xf0, 0x80])); // 50 million slots
    const problem = next<{ code: string }>(room, 'problem');
    room.send('still-here');
    assert.equal((await problem).code, 'unknown_message');
    await room.leave();
  });

  it('cut off a client that does not read, and keep nothing for it', async () => {
    const { match, rooms } = await seated(a, b, c);
    const watcher = await server.client(d).joinById(match, { spectate: true });
    quiet(watcher);
    watcher.reconnection.enabled = false;
    await watcher.request('chat', { text: 'here' }); // by now the server knows that it joined
    const room = matchMaker.getLocalRoomById(match) as unknown as BaseRoom<object, GameMessages>;
    const client = room.clients.get(watcher.sessionId) as unknown as {
      ref: { _socket: Socket; bufferedAmount: number };
    };
    client.ref._socket.cork(); // what a peer that does not read looks like from here: nothing leaves
    const closed = new Promise<number>((resolve) => watcher.onLeave((code) => resolve(code)));
    for (let i = 0; i < 20; i++) room.broadcast('animation', { kind: 'noise', text: 'x'.repeat(64 * 1024) });
    assert.ok(client.ref.bufferedAmount > 1024 * 1024);
    room.dropSlowClients();
    assert.equal(await closed, 1006);
    assert.match(await server.metrics.text(), /parlor_clients_cut_total\{reason="not_reading"\} 1/);
    assert.equal(rooms[0]?.connection.isOpen, true);
    await end(rooms);
  });

  it('cut off a client that never says that it joined: messages would be kept for it', async () => {
    const { match, rooms } = await seated(a, b, c);
    const seat = await server.live.seat(match, a);
    const socket = new WebSocket(
      `ws://127.0.0.1:${server.port}/${seat.processId}/${match}?sessionId=${seat.sessionId}`,
    );
    await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
    const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
    const room = matchMaker.getLocalRoomById(match) as unknown as BaseRoom<object, GameMessages>;
    for (let i = 0; i < 300; i++) room.broadcast('animation', { kind: 'noise' });
    room.dropSlowClients();
    await closed;
    const again = await server.client(a).joinById(match); // nobody is locked out by a join that broke off
    quiet(again);
    await take(again);
    await end([again, ...rooms.slice(1)]);
  });

  it('keep one game at a time: who plays is told so when queueing', async () => {
    const { match, rooms } = await seated(a, b, c);
    const lobby = await server.client(a).joinOrCreate('lobby');
    quiet(lobby);
    await assert.rejects(
      lobby.request('queue', { game: 'toy' }),
      (error: { reason?: { code: string; match_id: string } }) =>
        error.reason?.code === 'already_in_match' && error.reason.match_id === match,
    );
    await end([lobby, ...rooms]);
  });

  it('isolate a handler that throws', async () => {
    const { match, rooms } = await seated(a, b, c);
    const table = server.table(match);
    table.act = async () => {
      throw new Error('a bug');
    };
    await assert.rejects(
      rooms[0]?.request('action', { request_id: 'r1', action: 'take' }) as never,
      rejection('internal'),
    );
    assert.ok(server.errors.some((e) => String((e.context as { err?: Error }).err).includes('a bug')));
    await end(rooms);
  });

  it('pass on what is said in one tap, but to who muted its speaker, from the budget of chat', async () => {
    const { rooms } = await seated(a, b, c);
    const [ra, rb, rc] = rooms as [Room, Room, Room];
    const [byB, byC]: [unknown[], unknown[]] = [[], []];
    rb.onMessage('reaction', ({ from, reaction }) => byB.push([from, reaction]));
    rc.onMessage('reaction', ({ from, reaction }) => byC.push([from, reaction]));
    await rc.request('mute', { player_id: a });

    await ra.request('react', { reaction: 'wow' });
    await rb.request('react', { reaction: 'ha' });
    await until(async () => byB.length === 2 && byC.length > 0);
    const [first, second] = [
      [a, 'wow'],
      [b, 'ha'],
    ];
    assert.deepEqual([byB, byC], [[first, second], [second]]);

    await assert.rejects(ra.request('react', { reaction: 'boo' }) as never, rejection('invalid_reaction'));
    const more = Array.from(
      { length: 5 },
      () => ra.request('react', { reaction: 'wow' }) as Promise<unknown>,
    );
    await assert.rejects(Promise.all(more), rejection('chat_too_fast'));
    await rc.request('unmute', { player_id: a });
    await end(rooms);
  });

  it('hide at the table whom a player muted in the lobby, also after they came back, and the other way round', async () => {
    const { rooms } = await seated(a, b, c);
    const [ra, rb, rc] = rooms as [Room, Room, Room];
    const lobbies = await Promise.all([a, b].map((id) => server.client(id).joinOrCreate('lobby')));
    const [la, lb] = lobbies as [Room, Room];
    for (const lobby of lobbies) lobby.onMessage('*', () => {});
    const heard: string[] = [];
    rb.onMessage('chat', ({ text }) => heard.push(text));
    const history = next<{ text: string }[]>(rb, 'chat_history');
    await lb.request('mute', { player_id: a });
    await ra.request('chat', { text: 'hidden' });
    await rc.request('chat', { text: 'shown' });
    await until(async () => heard.length === 1);
    const back = new Promise<void>((resolve) => void rb.onReconnect.once(() => resolve()));
    (rb.connection.transport as unknown as { ws: { close(code: number): void } }).ws.close(4010);
    await back;
    assert.deepEqual(
      (await history).map(({ text }) => text),
      ['shown'],
    );
    await rb.request('unmute', { player_id: a });
    await ra.request('chat', { text: 'heard again' });
    await until(async () => heard.length === 2);
    assert.deepEqual(heard, ['shown', 'heard again']);
    await rb.request('mute', { player_id: a });
    const lines: string[] = [];
    lb.onMessage('chat', ({ text }) => lines.push(text));
    await la.request('chat', { text: 'hidden in the lobby' });
    await lb.request('chat', { text: 'mine' });
    await until(async () => lines.length > 0);
    assert.deepEqual(lines, ['mine']);
    await rb.request('unmute', { player_id: a });
    await end([...rooms, ...lobbies]);
  });

  it('show one name per player for a whole match, also in chat; who only watches has the name of now', async () => {
    const { match, rooms } = await seated(a, b, c);
    const [ra, rb] = rooms as [Room<unknown, ToyState>, Room<unknown, ToyState>];
    const watcher = await server.client(d).joinById<ToyState>(match, { spectate: true });
    quiet(watcher);
    const seatName = ra.state.players.get(a)?.name;
    server.renamed.set(a, 'Countess').set(d, 'Duke');
    const lines: { name: string; text: string }[] = [];
    rb.onMessage('chat', (line) => lines.push(line));
    await ra.request('chat', { text: 'a player' });
    await watcher.request('chat', { text: 'a watcher' });
    await rb.request('chat', { text: 'the last' });
    assert.deepEqual(
      lines.slice(0, 2).map(({ name }) => name),
      [seatName, 'Duke'],
    );
    assert.equal(seatName, `name of ${a.slice(-1)}`);
    await end([...rooms, watcher]);
  });

  it('call players by the name they took while their table was being opened', async () => {
    const players = [a, b, c];
    const lobbies = await Promise.all(players.map((id) => server.client(id).joinOrCreate('lobby')));
    const found = lobbies.map((lobby) => next<Found>(lobby, 'match_found'));
    for (const lobby of lobbies) lobby.onMessage('*', () => {});
    await Promise.all(lobbies.map((lobby) => lobby.request('queue', { game: 'toy' })));
    await server.passes.pass();
    const [{ seat }] = (await Promise.all(found)) as [Found];
    server.renamed.set(a, 'Countess');
    const room = await server.client(a).consumeSeatReservation<ToyState>(seat);
    quiet(room);
    await when(room as never, (state: ToyState) => state.players?.get(a)?.name === 'Countess');
    await end([room, ...lobbies]);
  });

  it('call players of one name apart, in chat too', async () => {
    const alike = [a, b, c].map((id) => `${id.slice(0, -1)}a`);
    const { rooms } = await seated(...alike);
    const [ra, rb] = rooms as [Room<unknown, ToyState>, Room];
    const seats = [...(ra.state.players as unknown as Map<string, ToyPlayer>).values()];
    assert.deepEqual(seats.map(({ name }) => name).sort(), ['name of a', 'name of a (2)', 'name of a (3)']);
    const heard = next<{ name: string }>(rb, 'chat');
    await ra.request('chat', { text: 'hello' });
    assert.equal((await heard).name, seats.find(({ id }) => id === alike[0])?.name);
    await end(rooms);
  });

  it('chat: history for who comes later, profanity starred, mute, length and rate', async () => {
    const { match, rooms } = await seated(a, b, c);
    const [ra, rb] = rooms as [Room, Room];
    const heard = next<{ text: string; from: string }>(rb, 'chat');
    await ra.request('chat', { text: '  hello \u202e you fucking table ' });
    const line = await heard;
    assert.equal(line.from, a);
    assert.ok(line.text.startsWith('hello') && !line.text.includes('fuck') && !line.text.includes('\u202e'));
    await rb.request('mute', { player_id: a });
    const lines: unknown[] = [];
    rb.onMessage('chat', (l) => lines.push(l));
    await ra.request('chat', { text: 'second' });
    await rb.request('chat', { text: 'third' });
    await rb.request('unmute', { player_id: a });
    assert.deepEqual(
      lines.map((l) => (l as { text: string }).text),
      ['third'],
    );
    await assert.rejects(ra.request('chat', { text: 'x'.repeat(301) }), rejection('invalid_chat'));
    await assert.rejects(ra.request('chat', { text: ' \n ' }), rejection('invalid_chat'));
    for (let i = 0; i < 3; i++) await ra.request('chat', { text: `line ${i}` });
    await assert.rejects(ra.request('chat', { text: 'one too many' }), rejection('chat_too_fast'));
    const other = await seated(d, randomUUID(), randomUUID());
    const guest = await server.client(a).joinById(other.match, { spectate: true });
    quiet(guest);
    await assert.rejects(guest.request('chat', { text: 'and here' }), rejection('chat_too_fast'));
    await end([guest, ...other.rooms]);
    const watcher = await server.client(d).joinById(match, { spectate: true });
    const history = await next<{ text: string }[]>(watcher, 'chat_history');
    assert.deepEqual(history.map((l) => l.text).slice(1, 3), ['second', 'third']);
    await end([watcher, ...rooms]);
  });
});
