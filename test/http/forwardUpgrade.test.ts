import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createTcp, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ForwardedAddress } from '../../src/http/forwardedAddress.ts';
import { Upgrades, type UpgradesNeeds } from '../../src/http/Upgrades.ts';
import { Problem } from '../../src/lib/problem.ts';

type Place = Awaited<ReturnType<UpgradesNeeds['placeOf']>>;

describe('forwarding of upgrades', () => {
  const open: { close(): unknown }[] = [];
  const sockets: Duplex[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of open.splice(0)) server.close();
  });

  /** A server that answers upgrades that belong there with its name, and echoes what follows. */
  async function named(
    name: string,
    { placeOf = async () => ({ at: 'here' }), notes = () => ({}) }: Partial<UpgradesNeeds> = {},
  ): Promise<{ server: Server; address: string; asked: IncomingMessage[]; upgrades: Upgrades }> {
    const asked: IncomingMessage[] = [];
    const server = createServer();
    const upgrades = new Upgrades({ placeOf, notes });
    server.on('upgrade', async (message: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!(await upgrades.admits(message, socket, head, 'a token'))) return;
      asked.push(message);
      sockets.push(socket);
      socket.on('error', () => {});
      socket.write(
        `HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Name: ${name}\r\n\r\n`,
      );
      socket.pipe(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    open.push(server);
    return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked, upgrades };
  }

  async function upgrade(address: string, path: string, headers = {}) {
    const [host, port] = address.split(':');
    const asked = request({
      host,
      port,
      path,
      headers: { connection: 'Upgrade', upgrade: 'websocket', ...headers },
    }).end();
    return new Promise<{ status: number; name?: string; socket?: Duplex }>((resolve, reject) => {
      asked.once('upgrade', (response, socket) => {
        sockets.push(socket);
        resolve({ status: 101, name: String(response.headers['x-name']), socket });
      });
      asked.once('response', (response) => resolve({ status: response.resume().statusCode ?? 0 }));
      asked.once('error', reject);
    });
  }

  async function pair(placeOf: (path: string, owner: string) => Promise<Place> | Place) {
    const owner = await named('owner');
    const front = await named('front', { placeOf: async ({ path }) => placeOf(path, owner.address) });
    return { owner, front };
  }

  it('hands a socket to the process it belongs to, both ways, with path and headers', async () => {
    const { owner, front } = await pair((path, address) =>
      path === '/x/room' ? { at: 'elsewhere', address } : { at: 'here' },
    );
    front.server.timeout = 60_000;
    let held: Socket | undefined;
    front.server.on('connection', (socket) => {
      held = socket;
    });
    const { name, socket } = await upgrade(front.address, '/x/room?sessionId=1', {
      'x-forwarded-for': '9.9.9.9',
    });
    assert.equal(name, 'owner');
    assert.equal(owner.asked[0]?.url, '/x/room?sessionId=1');
    assert.equal(owner.asked[0]?.headers['x-forwarded-for'], '9.9.9.9');
    assert.equal(held?.timeout, 0); // who plays may think
    socket?.write('hello');
    assert.equal(String((await once(socket as Duplex, 'data'))[0]), 'hello');
    assert.equal((await upgrade(front.address, '/x/own')).name, 'front');
  });

  it('tells the process where the socket comes from, after what the client says', async () => {
    const forwarded = new ForwardedAddress('secret');
    const owner = await named('owner');
    const place: Place = { at: 'elsewhere', address: owner.address };
    const notes = ({ socket }: IncomingMessage) => forwarded.headers(socket.remoteAddress ?? '');
    const front = await named('front', { placeOf: async () => place, notes });
    await upgrade(front.address, '/x/room', forwarded.headers('6.6.6.6'));
    assert.equal(forwarded.read(owner.asked[0]?.headers ?? {}), '127.0.0.1');
  });

  it('says of a socket that it was forwarded: it is not forwarded twice', async () => {
    const asked: object[] = [];
    const placeOf: UpgradesNeeds['placeOf'] = async (socket) => {
      asked.push(socket);
      return { at: 'here' };
    };
    const owner = await named('owner', { placeOf });
    const place: Place = { at: 'elsewhere', address: owner.address };
    const front = await named('front', { placeOf: async () => place });
    await upgrade(owner.address, '/x/room?a=b');
    await upgrade(front.address, '/x/room?a=b');
    const socket = { path: '/x/room', token: 'a token' };
    assert.deepEqual(asked, [
      { ...socket, forwarded: false },
      { ...socket, forwarded: true },
    ]);
  });

  it('answers a problem where a socket is refused', async () => {
    const { front } = await pair(() => ({ at: 'refused', problem: new Problem(403, 'banned', 'No.') }));
    assert.equal((await upgrade(front.address, '/x/room')).status, 403);
  });

  it('says 503 when the room is nowhere yet, or its process does not listen', async () => {
    const places: Record<string, () => Promise<Place>> = {
      '/nowhere': async () => ({ at: 'nowhere yet' }),
      '/dead': async () => ({ at: 'elsewhere', address: '127.0.0.1:1' }),
    };
    const { front } = await pair((path) => places[path]?.() as Promise<Place>);
    for (const path of Object.keys(places))
      assert.equal((await upgrade(front.address, path)).status, 503, path);
  });

  it('ends a socket whose process dies', async () => {
    const { owner, front } = await pair((_, address) => ({ at: 'elsewhere', address }));
    const { socket } = await upgrade(front.address, '/x/room');
    const closed = once(socket as Duplex, 'close');
    owner.asked[0]?.socket.destroy();
    await closed;
  });

  it('ends all that it handed over when it closes', async () => {
    const { front } = await pair((_, address) => ({ at: 'elsewhere', address }));
    const { socket } = await upgrade(front.address, '/x/room');
    const closed = once(socket as Duplex, 'close');
    front.upgrades.close();
    await closed;
  });

  it('keeps no socket of a client that does not close its side', async () => {
    const { front } = await pair(() => ({ at: 'nowhere yet' }));
    const [host, port] = front.address.split(':');
    const client = connect({ host, port: Number(port), allowHalfOpen: true });
    const accepted = once(front.server, 'connection');
    client.write('GET /x/room HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const [socket] = (await accepted) as [Duplex];
    client.resume();
    await once(socket, 'close');
    client.destroy();
  });

  it('lets go of its process when the client goes before it answers', async () => {
    const taken = Promise.withResolvers<Duplex>();
    const silent = createTcp((socket) => taken.resolve(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    open.push(silent);
    const { port } = silent.address() as AddressInfo;
    const { front } = await pair(() => ({ at: 'elsewhere', address: `127.0.0.1:${port}` }));
    const [host, at] = front.address.split(':');
    const asked = request({ host, port: at, headers: { connection: 'Upgrade', upgrade: 'websocket' } }).end();
    asked.on('error', () => {});
    const peer = await taken.promise;
    peer.resume();
    const ended = once(peer, 'close');
    asked.destroy();
    await ended;
  });
});
