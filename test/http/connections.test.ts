import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { mock } from 'node:test';
import { Connections } from '../../src/http/Connections.ts';
import type { HttpServices } from '../../src/http/services.ts';
import { startHttp, type TestServer } from './testServer.ts';

const HEAD = 'HTTP/1.1\r\nHost: a\r\n';
const ask = (n: number) => `GET /slow?n=${n} ${HEAD}\r\n`;

describe('connections', () => {
  let server: TestServer;
  /** What answers each request to `/slow` that came so far. */
  let answers: (() => void)[] = [];
  const start = async (change: Partial<HttpServices> = {}) => {
    answers = [];
    server = await startHttp(change, (app) => {
      app.get('/slow', (request, response) => {
        answers.push(() => response.send(`<${request.query.n}>`));
      });
      app.get('/half', (_request, response) => void response.write('half of it'));
      app.post('/swallow', (request, response) => request.resume().on('end', () => response.send('read')));
    });
  };
  beforeEach(() => start());
  afterEach(() => server.close());

  /** A connection, and what came of it. */
  function open(allowHalfOpen = false) {
    const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen });
    const client = {
      socket,
      raw: '',
      async seen(what: RegExp) {
        while (!what.test(client.raw)) await once(socket, 'data');
      },
      closed: new Promise((resolve) => socket.once('close', resolve)),
    };
    socket.on('error', () => {});
    socket.on('data', (data) => {
      client.raw += data;
    });
    return client;
  }

  /** A connection of a client, and the server's side of it. */
  async function pair(allowHalfOpen = false) {
    const opened = once(server.http.door, 'connection') as Promise<[Socket]>;
    const client = open(allowHalfOpen);
    const [own] = await opened;
    return { ...client, client, own };
  }

  const asked = async (count: number) => {
    while (answers.length < count) await new Promise(setImmediate);
  };

  it('have their requests answered one after the other, and takes only so many at once', async () => {
    const client = open();
    client.socket.write(Array.from({ length: 40 }, (_, n) => ask(n)).join(''));
    while (answers.length === 0) await new Promise(setImmediate);
    assert.equal(answers.length, 1);
    answers[0]?.();
    await client.seen(/<0>/);
    while (answers.length < 2) await new Promise(setImmediate);
    assert.equal(answers.length, 2);
    for (let n = 1; n < 33; n += 1) {
      answers[n]?.();
      await client.seen(new RegExp(`<${n}>`));
      while (answers.length < Math.min(n + 2, 33)) await new Promise(setImmediate);
    }
    await once(client.socket, 'close');

    // Forty came at once: one was asked for, 32 waited, and the next is refused and ends it.
    assert.equal(answers.length, 33);
    assert.equal(client.raw.match(/HTTP\/1\.1 200/g)?.length, 33);
    assert.match(client.raw.slice(client.raw.indexOf('<32>')), /HTTP\/1\.1 429.*rate_limited/s);
  });

  it('ask for nothing more once they are closed', async () => {
    const { socket, own } = await pair();
    socket.write(ask(0) + ask(1) + ask(2));
    await asked(1);
    const closed = once(own, 'close');
    socket.destroy();
    await closed;
    answers[0]?.();
    await new Promise(setImmediate);
    assert.equal(answers.length, 1);
  });

  it('have one answer to a request that is refused while it waits', async () => {
    const { socket, client } = await pair();
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    socket.write(`${ask(0)}POST /swallow ${HEAD}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`);
    await asked(1);
    while (server.logged.every(({ code }) => code !== 'too_large')) await new Promise(setImmediate);
    answers[0]?.();
    await client.seen(/<0>.*too_large/s);

    assert.deepEqual(client.raw.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 413']);
    assert.deepEqual(
      server.logged.filter(({ level }) => Number(level) > 20),
      [],
    );
  });

  it('have no second answer in the middle of one', async () => {
    const { socket, client } = await pair();
    socket.write(`GET /half ${HEAD}\r\n`);
    await client.seen(/half of it/);
    socket.write('nonsense\r\n\r\n');
    await client.closed;
    assert.equal(client.raw.match(/HTTP\/1\.1/g)?.length, 1);
  });

  it('are closed when nothing moves on them', async () => {
    const { socket, own, closed } = await pair();
    socket.write(`POST /swallow ${HEAD}Content-Length: 5\r\n\r\n`);
    assert.equal(own.timeout, 60_000);
    own.emit('timeout');
    await closed;
  });

  it('are closed after a refusal, whether the client closes its side or not', async () => {
    const { socket, own, client } = await pair(true);
    const closed = once(own, 'close');
    socket.write('nonsense\r\n\r\n');
    await client.seen(/malformed_request/);
    await closed;
    socket.destroy();
  });

  it('leave who still sends a moment to read why it is refused, and so many bytes', async () => {
    mock.timers.enable({ apis: ['setTimeout'] }); // that moment does not pass
    try {
      const { socket, own, client } = await pair();
      socket.write(`POST /swallow ${HEAD}Content-Length: 600000000\r\n\r\n`);
      await client.seen(/too_large/);
      assert.ok(own.writable);
      const closed = once(own, 'close');
      for (let i = 0; i < 20; i += 1) socket.write(Buffer.alloc(16 * 1024));
      await closed;
    } finally {
      mock.timers.reset();
    }
  });

  it('are only so many of an address, and those of a proxy as they come', async () => {
    await server.close();
    const answered = async () => {
      const client = open();
      client.socket.write(`GET /healthz ${HEAD}\r\n`);
      return Promise.race([
        once(client.socket, 'data').then(() => client.socket),
        client.closed.then(() => null),
      ]);
    };
    await start({ connectionsOfAddress: 2 });
    const [first, second, third] = [await answered(), await answered(), await answered()];
    first?.destroy();
    let again = await answered();
    while (!again) again = await answered(); // the server hears of it in its own time
    const metrics = await server.services.metrics.text();

    assert.ok(first && second);
    assert.equal(third, null);
    assert.match(metrics, /parlor_rate_limited_total\{limit="connections"\} [1-9]/);
    await server.close();
    await start({ connectionsOfAddress: 2, trustProxy: true });
    for (let i = 0; i < 4; i += 1) assert.ok(await answered());
  });

  it('are forgotten when they close', async () => {
    const connections = new Connections(5);
    const { own, socket } = await pair();
    const { own: other, socket: others } = await pair();
    assert.ok(
      connections.admits('a', own) && connections.admits('a', other) && connections.admits('b', other),
    );
    assert.equal(connections.size, 2);
    const closed = Promise.all([once(own, 'close'), once(other, 'close')]);
    for (const each of [socket, others]) each.destroy();
    await closed;
    assert.equal(connections.size, 0);
  });
});
