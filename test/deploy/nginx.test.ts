import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { freePorts } from '../../scripts/cluster/freePorts.ts';
import { type Nginx, startNginx } from '../../scripts/cluster/nginx.ts';
import { Programs } from '../../scripts/cluster/Programs.ts';
import { Backend } from './Backend.ts';

const ROOM = '/V1StGXR8_/0a0b0c0d-0000-4000-8000-000000000000';

describe('nginx in front of two processes', () => {
  const programs = new Programs();
  let folder: string;
  let nginx: Nginx;
  let url: string;
  let a: Backend;
  let b: Backend;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parlor-nginx-'));
    await chmod(folder, 0o755);
    const [port = 0, portA = 0, portB = 0] = await freePorts(3);
    a = await new Backend('a', portA).start();
    b = await new Backend('b', portB).start();
    const upstreams = [a, b].map((each) => ({ name: each.name, address: `127.0.0.1:${each.port}` }));
    const listen = `127.0.0.1:${port}`;
    nginx = await startNginx({ folder: join(folder, 'nginx'), listen, upstreams, begin: programs.begin });
    url = `http://${listen}`;
  });

  afterEach(async () => {
    await nginx.stop();
    await a.die();
    await b.die();
    await rm(folder, { recursive: true });
  });

  after(() => programs.kill());

  it('spreads requests over them, and says nothing of what clients claim about themselves', async () => {
    const spoofed = {
      'x-forwarded-for': '6.6.6.6',
      'x-real-ip': '6.6.6.6',
      'x-client-ip': '6.6.6.6',
      forwarded: 'for=6.6.6.6',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      'x-parlor-forwarded': '1',
    };
    const answers = new Set<string>();
    for (let i = 0; i < 4; i++) answers.add(await text(await fetch(`${url}/app`, { headers: spoofed })));
    assert.deepEqual([...answers].sort(), ['a', 'b']);
    assert.equal(a.header('x-forwarded-for'), '127.0.0.1');
    assert.equal(a.header('x-real-ip'), '127.0.0.1');
    assert.equal(a.header('x-forwarded-proto'), 'http');
    assert.equal(a.header('host'), new URL(url).host);
    assert.match(a.header('x-request-id') ?? '', /^[0-9a-f]{32}$/);
    for (const gone of ['x-client-ip', 'forwarded', 'x-forwarded-host', 'x-parlor-forwarded', 'upgrade'])
      assert.equal(a.header(gone), undefined, gone);
  });

  it('serves on while one of them is gone', async () => {
    await a.die();
    for (let i = 0; i < 5; i++) {
      assert.equal(await text(await fetch(`${url}/app`)), 'b');
      assert.equal(await text(await fetch(`${url}/api/v1/feedback`, { method: 'POST', body: '{}' })), 'b');
    }
  });

  it('uses one that is back as soon as there is no other', async () => {
    await a.die();
    assert.equal(await text(await fetch(url)), 'b');
    assert.equal(await text(await fetch(url)), 'b');
    await a.start();
    await b.die();
    assert.equal(await text(await fetch(url)), 'a');
    assert.equal(await text(await fetch(url)), 'a');
  });

  it('says in the words of the API that none is there, and works again at once', async () => {
    await a.die();
    await b.die();
    const response = await fetch(`${url}/api/v1/players/me`);
    assert.equal(response.status, 503);
    assert.equal(response.headers.get('retry-after'), '1');
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    assert.equal(((await response.json()) as { code: string }).code, 'retry_later');
    await b.start();
    assert.equal(await text(await fetch(url)), 'b');
  });

  const repeatable = [
    '/api/v1/matches/m/actions',
    '/api/v1/matches/m/puzzle/answer',
    '/api/v1/matchmaking/tickets',
    '/api/v1/matchmaking/tickets/t/accept',
    '/matchmake/joinById/m',
  ];
  for (const path of repeatable) {
    it(`sends POST ${path} to another when one dies over it`, async () => {
      diesOver(a);
      diesOver(b, 0);
      for (let i = 0; i < 2; i++) assert.equal(await text(await post(path)), 'b');
      assert.deepEqual(a.asked, [`POST ${path}`]);
      assert.equal(b.asked.length, 2);
    });
  }

  for (const path of ['/api/v1/matches/m/decay', '/api/v1/feedback', '/auth/register']) {
    it(`never sends POST ${path} twice`, async () => {
      diesOver(a);
      diesOver(b);
      const response = await post(path);
      assert.equal(response.status, 503);
      assert.equal(a.asked.length + b.asked.length, 1);
    });
  }

  it('hands a 503 on as it is, and leaves nobody alone for it', async () => {
    for (const each of [a, b]) {
      each.handler = (_request, response) => response.writeHead(503, { 'Retry-After': '7' }).end(each.name);
    }
    const answers: string[] = [];
    for (let i = 0; i < 4; i++) {
      const response = await post('/api/v1/matches/m/actions');
      assert.equal(response.status, 503);
      assert.equal(response.headers.get('retry-after'), '7');
      answers.push(await text(response));
    }
    assert.deepEqual(answers.sort(), ['a', 'a', 'b', 'b']);
  });

  it('opens sockets, at whichever process or straight at theirs', async () => {
    assert.match(await opened(ROOM), /^[ab]$/);
    for (let i = 0; i < 3; i++) assert.equal(await opened(`/p/b${ROOM}?sessionId=s`), 'b');
    assert.equal(b.header('upgrade'), 'websocket');
    assert.equal(b.last?.url, `/p/b${ROOM}?sessionId=s`);
  });

  it('opens a socket elsewhere when its process is gone, or is none of ours', async () => {
    assert.match(await opened(`/p/22${ROOM}`), /^[ab]$/);
    assert.match(await opened(`/p/${b.port}${ROOM}`), /^[ab]$/, 'a port is not a name');
    await b.die();
    for (let i = 0; i < 3; i++) assert.equal(await opened(`/p/b${ROOM}`), 'a');
    await b.start();
    assert.equal(await opened(`/p/b${ROOM}`), 'b');
  });

  it('opens the sockets of a room at one process when theirs is gone, and those of many rooms at all', async () => {
    const used = new Set<string>();
    for (let room = 0; room < 24; room++) {
      const path = `${ROOM.slice(0, -2)}${String(room).padStart(2, '0')}`;
      const first = await opened(`/p/22${path}`);
      used.add(first);
      assert.equal(await opened(`/p/23${path}?sessionId=another`), first);
    }
    assert.deepEqual([...used].sort(), ['a', 'b']);
  });

  it('tells a socket to wait when its process says so, or nobody is there', async () => {
    a.refusal = 503;
    b.refusal = 503;
    const refused = await upgrade(ROOM);
    assert.equal(refused.response?.statusCode, 503);
    assert.equal(refused.response?.headers['retry-after'], '1');
    assert.equal(a.asked.length + b.asked.length, 1);
    await a.die();
    await b.die();
    for (const path of [ROOM, `/p/a${ROOM}`]) {
      const away = await upgrade(path);
      assert.equal(away.response?.statusCode, 503, path);
      assert.equal(away.response?.headers['retry-after'], '1');
    }
  });

  it('breaks a socket whose process dies', async () => {
    const { socket } = await upgrade(`/p/a${ROOM}`);
    assert.ok(socket);
    const closed = once(socket, 'close');
    socket.resume();
    await a.die();
    await closed;
  });

  it('upgrades to nothing but WebSocket', async () => {
    const { response } = await upgrade('/', { Upgrade: 'h2c', Connection: 'Upgrade, HTTP2-Settings' });
    assert.equal(response?.statusCode, 200);
    assert.deepEqual([a.header('upgrade'), b.header('upgrade')], [undefined, undefined]);
  });

  it('refuses bodies that nobody would take, in the words of the API', async () => {
    const response = await post('/api/v1/feedback', 'x'.repeat(200 * 1024));
    assert.equal(response.status, 413);
    assert.equal(((await response.json()) as { code: string }).code, 'too_large');
    assert.equal(a.asked.length + b.asked.length, 0);
    assert.equal((await post('/api/v1/feedback', 'x'.repeat(100 * 1024))).status, 200);
  });

  it('keeps tokens out of its logs', async () => {
    await opened(`/p/a${ROOM}?_authToken=very-secret`);
    await a.die();
    await opened(`/p/a${ROOM}?_authToken=very-secret`);
    await nginx.stop();
    const log = await readFile(nginx.accessLog, 'utf8');
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(new Set(lines.map(({ path }) => path)), new Set([`/p/a${ROOM}`]));
    assert.ok(
      lines.some(({ upstream_status }) => /^502 .*101$/.test(upstream_status)),
      log,
    );
    assert.doesNotMatch(log, /secret/);
  });

  /** The first so many requests are read, and the process dies over them; nothing is answered. */
  function diesOver(backend: Backend, times = Number.POSITIVE_INFINITY): void {
    let left = times;
    backend.handler = (request, response) => {
      request.resume().on('end', () => {
        left -= 1;
        if (left >= 0) request.socket.destroy();
        else response.end(backend.name);
      });
    };
  }

  function post(path: string, body = '{}'): Promise<Response> {
    return fetch(`${url}${path}`, { method: 'POST', body });
  }

  /** The name of the process that took the socket. */
  async function opened(path: string): Promise<string> {
    const { socket, head } = await upgrade(path);
    assert.ok(socket, `no socket at ${path}`);
    const [first] = head && head.length > 0 ? [head] : await once(socket, 'data');
    socket.destroy();
    return String(first);
  }

  function upgrade(
    path: string,
    headers: Record<string, string> = { Upgrade: 'websocket', Connection: 'Upgrade' },
  ): Promise<{ response?: IncomingMessage; socket?: Duplex; head?: Buffer }> {
    return new Promise((resolve, reject) => {
      const asking = request(`${url}${path}`, { headers, agent: false });
      asking.once('upgrade', (_response, socket, head) => resolve({ socket, head }));
      asking.once('response', (response) => {
        response.resume();
        resolve({ response });
      });
      asking.once('error', reject);
      asking.end();
    });
  }
});

function text(response: Response): Promise<string> {
  return response.text();
}
