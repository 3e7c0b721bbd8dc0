import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { ForwardedAddress } from '../../src/http/forwardedAddress.ts';
import type { HttpServices } from '../../src/http/services.ts';
import { Budgets } from '../../src/players/budgets.ts';
import { startHttp, type TestServer } from './testServer.ts';

const HEAD = 'HTTP/1.1\r\nHost: a\r\n';
const UPGRADE = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
const KEY = 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';

interface Said {
  status: number;
  code: unknown;
  raw: string;
}

describe('the door', () => {
  let server: TestServer;
  const start = async (change: Partial<HttpServices> = {}) => {
    server = await startHttp(change, (app) => {
      app.post('/swallow', (request, response) => request.resume().on('end', () => response.send('read')));
      app.get('/url', (request, response) => void response.send(request.url));
    });
  };
  beforeEach(() => start());
  afterEach(() => server.close());

  /** What is answered to these bytes until the server closes the socket. */
  async function say(...parts: (string | Uint8Array)[]): Promise<Said> {
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    let raw = '';
    socket.on('data', (data) => {
      raw += data;
    });
    socket.on('error', () => {}); // closed while it still sends: what was read by then counts
    for (const part of parts) socket.write(part);
    await once(socket, 'close');
    const [head = '', body = ''] = raw.split('\r\n\r\n');
    const json = /application\/(problem\+)?json/.test(head) ? JSON.parse(body) : {};
    return { status: Number(head.split(' ')[1]), code: json.code, raw };
  }

  const request = (target: string, headers = 'Host: a\r\n', method = 'GET') =>
    `${method} ${target} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`;

  const MALFORMED: [string, string][] = [
    ...['[', 'u:p@h', 'a:99999999', 'a b', '', '/', 'a/b', 'a?b', 'a#b', '::1', '[::1', 'a,b', 'é'].map(
      (host): [string, string] => [`Host: ${host}`, request('/healthz', `Host: ${host}\r\n`)],
    ),
    ['no Host', request('/healthz', '')],
    ['two Hosts', request('/healthz', 'Host: a\r\nHost: b\r\n')],
    ...['1 2', 'ftp', 'http,', 'https:', 'javascript'].map((scheme): [string, string] => [
      `X-Forwarded-Proto: ${scheme}`,
      request('/healthz', `Host: a\r\nX-Forwarded-Proto: ${scheme}\r\n`),
    ]),
    ['X-Forwarded-Host: [', request('/healthz', 'Host: a\r\nX-Forwarded-Host: [\r\n')],
    ...[
      '*',
      '*/matchmake/joinOrCreate/lobby',
      'x/matchmake/joinOrCreate/lobby',
      'http://',
      'http://u:p@h/',
    ].map((target): [string, string] => [
      target,
      request(target, 'Host: a\r\nContent-Length: 0\r\n', 'POST'),
    ]),
  ];
  for (const [what, sent] of MALFORMED) {
    it(`answers ${what} with 400 and a code, and closes`, async () => {
      const { status, code } = await say(sent);

      assert.equal(status, 400);
      assert.match(String(code), /^malformed_(url|host|header|request)$/);
    });
  }

  it('answers what its parser cannot read with a code, too', async () => {
    const found = [
      await say('nonsense\r\n\r\n'),
      await say(`GET / ${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`),
      await say(`GET / ${HEAD}X: ${'y'.repeat(20_000)}\r\n\r\n`),
      await say(`POST /swallow ${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n`),
      await say(`GET / ${HEAD}Expect: miracles\r\nConnection: close\r\n\r\n`),
      await say(`CONNECT a:1 ${HEAD}\r\n`),
    ];

    assert.deepEqual(
      found.map(({ status, code }) => [status, code]),
      [
        [400, 'malformed_request'],
        [400, 'malformed_request'],
        [431, 'headers_too_large'],
        [400, 'malformed_request'],
        [417, 'expectation_failed'],
        [405, 'method_not_allowed'],
      ],
    );
  });

  it('answers an upgrade that is none with a code, and one to another protocol without it', async () => {
    const found = [
      await say(`GET /a/b ${HEAD}${UPGRADE}\r\n`),
      await say(`GET /a/b ${HEAD}${UPGRADE}Sec-WebSocket-Key: short\r\n\r\n`),
      await say(`GET /a/b HTTP/1.1\r\nHost: [\r\n${UPGRADE}${KEY}\r\n`),
      await say(`POST /a/b ${HEAD}${UPGRADE}${KEY}\r\n`),
      await say(`GET /a/b ${HEAD}${UPGRADE}${KEY}Sec-WebSocket-Protocol: a,,b\r\n\r\n`),
    ];
    const h2c = await say(`GET /url ${HEAD}Connection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n`);

    assert.deepEqual(
      found.map(({ status, code }) => `${status} ${code}`),
      [
        '400 malformed_upgrade',
        '400 malformed_upgrade',
        '400 malformed_host',
        '405 method_not_allowed',
        '400 malformed_upgrade',
      ],
    );
    assert.equal(h2c.status, 200);
  });

  it('charges what does not parse to its address', async () => {
    await server.close();
    const two = { perSecond: 1, burst: 2 };
    await start({ budgets: new Budgets({ player: two, address: two, now: () => 0, refused() {} }) });
    const bad = request('/healthz', 'Host: [\r\n');

    const found = [
      await say(bad),
      await say(`GET http://u:p@a/ ${HEAD}${UPGRADE}${KEY}\r\n`),
      await say(bad),
    ];
    const good = await server.ask('GET', '/healthz');

    assert.deepEqual(
      found.map(({ status, code }) => `${status} ${code}`),
      ['400 malformed_host', '400 malformed_url', '429 rate_limited'],
    );
    assert.equal(good.status, 429);
  });

  it('leaves no error, and no more than a short line for debugging, in the log', async () => {
    for (const [, sent] of MALFORMED) await say(sent);

    const lines = server.logged.filter(({ level }) => Number(level) > 20);
    assert.deepEqual(lines, []);
    for (const line of server.logged) assert.ok(JSON.stringify(line).length < 400);
  });

  for (const path of ['/swallow', '/nowhere', '/auth/anonymous', '/matchmake/joinOrCreate/lobby', '/app']) {
    it(`takes no more than 64 KiB at ${path}, in chunks or not`, async () => {
      const head = `POST ${path} ${HEAD}Content-Type: application/json\r\n`;
      const chunk = Buffer.from(`4000\r\n${'x'.repeat(0x4000)}\r\n`);
      const chunks = Array<Buffer>(40).fill(chunk);

      const found = [
        await say(`${head}Content-Length: 600000000\r\n\r\n`),
        await say(`${head}Transfer-Encoding: chunked\r\n\r\n`, ...chunks),
      ];

      for (const { status, raw } of found) {
        // Some do not wait for a body to say that there is nothing here.
        assert.ok(status === 413 || (path === '/nowhere' && status === 404), raw);
      }
    });
  }

  it('reads a target once for everybody', async () => {
    const seen = async (target: string) => (await say(request(target))).raw.split('\r\n\r\n')[1];

    assert.equal(await seen('/a/../url?x=1'), '/url?x=1');
    assert.equal(await seen('//url'), '/url');
    assert.equal(await seen('http://b:80/url?y'), '/url?y');
    assert.equal(await seen('/a/%2e%2e/url'), '/url');
  });

  it('answers what browsers ask of the server as a whole', async () => {
    assert.equal((await say(request('*', 'Host: a\r\n', 'OPTIONS'))).status, 204);
  });

  it('counts an upgrade for its address, but not what another process has counted', async () => {
    await server.close();
    await start({ rateLimits: { upgrades: { points: 1, seconds: 60 } } });
    const own = await server.services.forwarded;
    const upgrade = (headers = '') => say(`GET /a/b ${HEAD}${UPGRADE}${KEY}${headers}\r\n`);
    const [[name, value] = []] = Object.entries((own as ForwardedAddress).headers('9.9.9.9'));

    const found = [
      await upgrade(`${name}: ${value}\r\n`),
      await upgrade(`${name}: ${value}\r\n`),
      await upgrade(`${name}: 9.9.9.9 forged\r\n`),
      await upgrade(`${name}: 9.9.9.9 forged\r\n`),
    ];

    // The server of these tests closes what it lets through, without a word.
    assert.deepEqual(
      found.map(({ code }) => code),
      [undefined, undefined, undefined, 'rate_limited'],
    );
  });

  it('takes an HTTP/1.0 request without a host', async () => {
    assert.equal((await say('GET /healthz HTTP/1.0\r\n\r\n')).status, 200);
  });
});

describe('/matchmake', () => {
  let server: TestServer;
  afterEach(() => server.close());
  const join = (path: string, raw: string, headers = { 'content-type': 'application/json' }) =>
    fetch(`${server.url}${path}`, { method: 'POST', body: raw, headers });

  it('asks for a seat with what the client says of itself', async () => {
    const asked: unknown[] = [];
    server = await startHttp({
      async matchmake(method, room, options, { token, address }) {
        asked.push([method, room, options, token, address]);
        return { sessionId: 's' };
      },
    });

    const headers = { 'content-type': 'application/json', authorization: 'Bearer t', 'x-real-ip': '6.6.6.6' };
    const answer = await join('/matchmake/joinById/m', '{"spectate":true}', headers);

    assert.deepEqual([answer.status, await answer.json()], [200, { sessionId: 's' }]);
    assert.deepEqual(asked, [['joinById', 'm', { spectate: true }, 't', '127.0.0.1']]);
  });

  it('refuses in the words of the SDK', async () => {
    server = await startHttp({
      rateLimits: { joins: { points: 4, seconds: 60 } },
      async matchmake(_method, room) {
        if (room === 'away') throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
        throw Object.assign(new Error('room "m" not found'), { code: 522 });
      },
    });

    const answers = [
      await join('/matchmake/joinById/m', '{}'),
      await join('/matchmake/joinById/m', '{'),
      await join('/matchmake/joinById/m', '[]'),
      await join('/matchmake/join/away', ''),
      await join('/matchmake/joinById/m', '{}'),
    ];

    const found = await Promise.all(answers.map(async (each) => [each.status, await each.json()]));
    for (const [status, { code }] of found as [number, { code: number }][]) assert.equal(code, status);
    assert.deepEqual(
      found.map(([status, body]) => `${status} ${(body as { error: string }).error.split(':')[0]}`),
      [
        '522 room "m" not found',
        '400 malformed_json',
        '400 invalid_request',
        '503 retry_later',
        '429 rate_limited',
      ],
    );
  });

  it('tells nothing of a failure but that it was one', async () => {
    server = await startHttp({ matchmake: () => Promise.reject(new TypeError('secret of the house')) });

    const answer = await join('/matchmake/joinById/m', '{}');

    assert.equal(answer.status, 500);
    assert.doesNotMatch(await answer.text(), /secret|TypeError/);
    assert.equal(server.logged.filter(({ msg }) => msg === 'a seat could not be given').length, 1);
  });
});
