import assert from 'node:assert/strict';
import type { HttpServices } from '../../src/http/services.ts';
import { Problem } from '../../src/lib/problem.ts';
import { ANN, RUNNING } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

/** Value of one directive of a Content-Security-Policy. */
function directive(headers: Headers, name: string): string {
  const policy = headers.get('content-security-policy') ?? '';
  return policy.split(';').find((each) => each.split(' ')[0] === name) ?? '';
}

describe('every answer', () => {
  let server: TestServer | undefined;
  const start = async (change: Partial<HttpServices> = {}) => {
    server = await startHttp(change);
    return server;
  };
  afterEach(() => server?.close());

  it('has security headers, and does not say what serves it', async () => {
    const { headers } = await (await start()).ask('GET', '/api/v1/nothing');

    assert.equal(directive(headers, 'script-src'), "script-src 'self'");
    assert.equal(directive(headers, 'object-src'), "object-src 'none'");
    assert.equal(directive(headers, 'upgrade-insecure-requests'), '');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('x-frame-options'), 'DENY');
    assert.equal(headers.get('x-powered-by'), null);
  });

  it('allows sockets to the host that was asked, and to the public address', async () => {
    const running = await start({ publicAddress: 'eu.parlor.example/1' });
    const { headers } = await running.ask('GET', '/docs');

    const host = `127.0.0.1:${running.port}`;
    assert.equal(
      directive(headers, 'connect-src'),
      `connect-src 'self' ws://${host} wss://${host} ws://eu.parlor.example wss://eu.parlor.example ` +
        'http://eu.parlor.example https://eu.parlor.example',
    );
  });

  it('has an id of its own, or the one that our proxy gave it', async () => {
    const asked = { headers: { 'x-request-id': 'from-proxy_1' } };
    const direct = await (await start()).ask('GET', '/healthz', asked);
    await server?.close();
    const running = await start({ trustProxy: true });
    const proxied = await running.ask('GET', '/healthz', asked);
    const odd = await running.ask('GET', '/healthz', { headers: { 'x-request-id': 'a b"c' } });

    assert.match(direct.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(proxied.headers.get('x-request-id'), 'from-proxy_1');
    assert.match(odd.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
  });

  it('is a line in the log with who and which match, and never a token', async () => {
    const running = await start();
    const { headers } = await running.ask('GET', `/api/v1/matches/${RUNNING}/puzzle?token=s3cret`, {
      as: ANN,
    });

    const line = running.logged.find(({ msg }) => msg === 'request');
    assert.partialDeepStrictEqual(line, {
      level: 20,
      request_id: headers.get('x-request-id'),
      method: 'GET',
      route: '/api/v1/matches/:id/puzzle',
      status: 200,
      player: ANN,
      match: RUNNING,
    });
    assert.doesNotMatch(JSON.stringify(running.logged), /s3cret|Bearer/);
  });

  it('is a warning in the log when it is our fault', async () => {
    const running = await start({
      health: () => Promise.reject(new Error('broken')),
    });
    await running.ask('GET', '/readyz');

    assert.partialDeepStrictEqual(
      running.logged.filter(({ msg }) => msg === 'request'),
      [{ level: 40, route: '/readyz', status: 500 }],
    );
  });

  it('is none where something is refused on purpose, whatever the status', async () => {
    const matchmake = () => Promise.reject(Object.assign(new Error('room "m" not found'), { code: 522 }));
    server = await startHttp({ operatorPassword: undefined, matchmake }, (app) =>
      app.get('/mail', () => {
        throw new Problem(501, 'not_configured', 'No mail here.');
      }),
    );

    const found = [
      await server.ask('GET', '/metrics'),
      await server.ask('GET', '/mail'),
      await server.ask('POST', '/matchmake/joinById/m'),
    ];

    assert.deepEqual(
      found.map(({ status }) => status),
      [503, 501, 522],
    );
    assert.deepEqual(
      server.logged.filter(({ level }) => Number(level) > 20),
      [],
    );
  });

  it('may be asked for without its body', async () => {
    const { status, body } = await (await start()).ask('HEAD', '/healthz');

    assert.deepEqual([status, body], [200, '']);
  });
});

describe('/docs', () => {
  let server: TestServer;
  before(async () => {
    server = await startHttp();
  });
  after(() => server.close());

  for (const path of ['/docs', '/docs/']) {
    it(`is a page without inline scripts whose every file is there, at ${path} below any prefix`, async () => {
      const page = await server.ask('GET', path);
      const links = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link as string);
      const files = links.map((link) => new URL(link, `http://host/games${path}`).pathname);
      const found = await Promise.all(files.map((file) => server.ask('GET', file.replace('/games', ''))));

      assert.match(page.type, /^text\/html/);
      assert.doesNotMatch(page.body, /<script>/);
      assert.equal(files.length, 4);
      for (const file of files) assert.match(file, /^\/games\/docs\//);
      for (const { status } of found) assert.equal(status, 200);
      assert.match(found.at(-1)?.body, /\.\.\/api\/v1\/openapi\.json/);
    });
  }

  it('serves nothing else of the package', async () => {
    for (const path of ['/docs/package.json', '/docs/index.html', '/docs/..%2fpackage.json']) {
      assert.equal((await server.ask('GET', path)).status, 404, path);
    }
  });
});
