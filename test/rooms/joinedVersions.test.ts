import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mock } from 'node:test';
import type { Client, Room } from '@colyseus/sdk';
import { OLDEST_PROTOCOL, PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { checkProtocol, protocolOf } from '../../src/rooms/checkProtocol.ts';
import { bootToy, next } from '../support/bootToy.ts';

/** What a join may say, and what becomes of it. */
const SAID: [said: unknown, refusal?: string][] = [
  [undefined],
  [PROTOCOL_VERSION],
  [PROTOCOL_VERSION + 1],
  [OLDEST_PROTOCOL],
  [OLDEST_PROTOCOL - 1, 'client_too_old'],
  [-1, 'invalid_protocol'],
  [1.5, 'invalid_protocol'],
  ['1', 'invalid_protocol'],
  [null, 'invalid_protocol'],
  [{}, 'invalid_protocol'],
  [1e30, undefined],
];

/** The same in the address of a socket. */
const WRITTEN: [said: string, refusal?: string][] = [
  ['', undefined],
  [`protocol=${PROTOCOL_VERSION}`],
  [`protocol=${OLDEST_PROTOCOL - 1}`, 'client_too_old'],
  ['protocol=', 'invalid_protocol'],
  ['protocol=one', 'invalid_protocol'],
  ['protocol=-1', 'invalid_protocol'],
  ['protocol=1.0', 'invalid_protocol'],
  ['protocol=99999999999', 'invalid_protocol'],
];

const refused = (code: string) => (error: { code?: number; message: string }) => {
  assert.ok(error.message.startsWith(`${code}: `), error.message);
  assert.equal(error.code, code === 'client_too_old' ? 409 : 400);
  return true;
};

/** Joins, and leaves again; or is refused with this code. */
async function tried(joining: Promise<Room>, refusal: string | undefined): Promise<void> {
  if (refusal !== undefined) return assert.rejects(joining, refused(refusal));
  const room = await joining;
  room.onMessage('*', () => {});
  await room.leave();
}

describe('the version that a join says', () => {
  let server: Awaited<ReturnType<typeof bootToy>>;
  before(async () => {
    server = await bootToy();
    mock.method(console, 'warn', () => {}); // the SDK tells the console of what is refused
  });
  after(async () => {
    await server.stop();
    mock.restoreAll();
  });

  /** A seat for each of three players, as they are told of it when a table was made for them. */
  async function called() {
    const players = Array.from({ length: 3 }, () => randomUUID());
    const lobbies = await Promise.all(players.map((id) => server.client(id).joinOrCreate('lobby')));
    for (const lobby of lobbies) lobby.onMessage('*', () => {});
    const found = lobbies.map((lobby) => next<{ match_id: string; seat: never }>(lobby, 'match_found'));
    for (const lobby of lobbies) await lobby.request('queue', { game: 'toy' });
    await server.passes.pass();
    const seats = await Promise.all(found);
    await Promise.all(lobbies.map((lobby) => lobby.leave()));
    return seats.map((seat, i) => ({ ...seat, player: players[i] as string }));
  }

  /** A client whose sockets say this in their addresses. */
  function saying(written: string, player: string): Client {
    const client = server.client(player);
    client.settings.searchParams = written;
    return client;
  }

  for (const [said, refusal] of SAID) {
    const what = said === undefined ? 'nothing' : JSON.stringify(said);
    const outcome = refusal ?? 'lets it in';
    it(`is looked at in the lobby: ${what}, ${outcome}`, async () => {
      const client = server.client(randomUUID());
      await tried(client.joinOrCreate('lobby', { protocol: said }), refusal);
    });
  }

  it('is looked at in game rooms, also of who watches', async () => {
    const [seat] = await called();
    assert.ok(seat);
    const watch = (protocol: unknown) =>
      server.client(randomUUID()).joinById(seat.match_id, { spectate: true, protocol });
    for (const [said, refusal] of SAID) await tried(watch(said), refusal);
    const back = server.client(seat.player).joinById(seat.match_id, { protocol: OLDEST_PROTOCOL - 1 });
    await tried(back, 'client_too_old');
  });

  it('is looked at in the address of a socket, and a seat stays good for a newer client', async () => {
    const [seat] = await called();
    assert.ok(seat);
    for (const [written, refusal] of WRITTEN.filter(([, refusal]) => refusal !== undefined))
      await tried(saying(written, seat.player).consumeSeatReservation(seat.seat), refusal);
    const current = saying(`protocol=${PROTOCOL_VERSION}`, seat.player);
    await tried(current.consumeSeatReservation(seat.seat), undefined);
  });

  it('is looked at when a socket comes back by itself', async () => {
    const room = await server.client(randomUUID()).joinOrCreate('lobby');
    room.onMessage('*', () => {});
    const url = new URL(room.connection.url ?? '');
    url.searchParams.set('protocol', String(OLDEST_PROTOCOL - 1));
    url.searchParams.set('reconnectionToken', room.reconnectionToken.split(':')[1] ?? '');
    const closed = new Promise<MessageEvent[]>((resolve) => {
      const heard: MessageEvent[] = [];
      const socket = new WebSocket(url);
      socket.binaryType = 'arraybuffer';
      socket.onmessage = (message) => heard.push(message);
      socket.onclose = () => resolve(heard);
    });
    const [message] = await closed;
    assert.ok(message);
    const told = Buffer.from(message.data as ArrayBuffer).toString('latin1');
    assert.match(told, /client_too_old/);
    await room.leave();
  });

  it('is read from an address as it is from options', () => {
    for (const [written, refusal] of WRITTEN) {
      const check = () => checkProtocol(protocolOf(new URL(`ws://server/p/room?${written}`)));
      if (refusal === undefined) check();
      else assert.throws(check, { code: refusal });
    }
  });
});
