import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { PlainPlayer } from '../support/plainPlayer.ts';

const HEAD = 'HTTP/1.1\r\nHost: a\r\nConnection: close\r\n';
const JSON_BODY = 'Content-Type: application/json\r\n';
const body = (text: string) => `${JSON_BODY}Content-Length: ${text.length}\r\n\r\n${text}`;
const post = (path: string, text: string) => `POST ${path} ${HEAD}${body(text)}`;
const email = JSON.stringify({ email: 'a\0@b.cd', password: 'long enough' });

/** Each is refused, with a code. */
const REFUSED = [
  'nonsense\r\n\r\n',
  `GET / HTTP/1.1\r\nHost: [\r\n\r\n`,
  `GET / ${HEAD}X-Forwarded-Proto: 1 2\r\n\r\n`,
  `POST */matchmake/joinOrCreate/lobby ${HEAD}Transfer-Encoding: chunked\r\n\r\n`,
  `GET / ${HEAD}X: ${'y'.repeat(20_000)}\r\n\r\n`,
  `GET /a/b ${HEAD}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
  `POST /app/assets/x.js ${HEAD}\r\n`,
  `GET /app/assets/gone.js ${HEAD}\r\n`,
  `TRACE /healthz ${HEAD}\r\n`,
  `GET /metrics ${HEAD}Authorization: Basic ${btoa('operator:wrong')}\r\n\r\n`,
  `GET /api/v1/players/%00 ${HEAD}\r\n`,
  post('/auth/login', email),
  post('/auth/anonymous', '{'),
  post('/auth/forgot-password', '{}'),
  post('/matchmake/joinById/nowhere', '{}'),
  post('/matchmake/joinById/__proto__', '{}'),
  post('/matchmake/reconnect/nowhere', '{"reconnectionToken":{"toString":1}}'),
];

describe('a server and whoever wishes it ill', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  before(async () => {
    server = await startParlor({ LOG_LEVEL: 'debug' });
  });
  after(async () => void (await server.stop()));

  /** What is answered until the server closes the connection, or to a first frame. */
  async function say(bytes: string): Promise<string> {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(bytes, 'latin1');
    let said = '';
    socket.on('data', (data) => {
      said += data;
    });
    await once(socket, 'close');
    return said;
  }

  /** Opens a socket and says this once it is told something; resolves when the server closes it. */
  async function socketTo(path: string, frames: readonly Uint8Array[] = []): Promise<void> {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`);
    socket.on('error', () => {});
    socket.once('message', () => {
      for (const frame of frames) socket.send(frame);
    });
    await once(socket, 'close');
  }

  it('answers everything with a code, and has nothing to say of it in its log', async () => {
    for (const bytes of REFUSED) {
      const said = await say(bytes);
      assert.match(said, /^HTTP\/1\.1 [45]\d\d .*"code":/s, bytes.slice(0, 60));
    }
    const eve = await PlainPlayer.signIn(server.url, 'Eve');
    // Seats in a lobby that nobody has opened yet.
    const asked = Array.from({ length: 15 }, () => eve.ask('POST', '/matchmake/joinOrCreate/lobby', {}));
    for (const { status } of await Promise.all(asked)) assert.equal(status, 200);
    const lobby = await eve.client.joinOrCreate('lobby');
    lobby.onMessage('*', () => {});
    lobby.reconnection.enabled = false;
    const gone = new Promise((resolve) => lobby.onLeave(resolve));
    const rejected = (code: string) => (error: { reason?: { code: string } }) => error.reason?.code === code;
    for (const ticket_id of ['\0', '__proto__'])
      await assert.rejects(lobby.request('cancel', { ticket_id }), rejected('invalid_request'));
    await assert.rejects(lobby.request('__proto__', {}), rejected('unknown_message'));
    const { ws } = lobby.connection.transport as unknown as { ws: WebSocket };
    ws.send(new Uint8Array([21, 9, 0xa5, ...Buffer.from('queue'), 0x81, 0x90, 1]));
    ws.send(new Uint8Array(20_000));
    await Promise.all([
      gone,
      socketTo('/p/__proto__'),
      socketTo('/p/constructor?sessionId=toString'),
      socketTo('/'),
    ]);

    const lines = server.output().trim().split('\n');
    for (const line of lines) {
      const { level, err } = JSON.parse(line);
      assert.ok(level < 40, line);
      assert.equal(err, undefined, line);
      assert.doesNotMatch(line, /\bat .*\.m?[jt]s:\d/, line);
    }
  });
});
