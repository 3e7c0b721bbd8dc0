import assert from 'node:assert/strict';
import { DEFAULT_RATES, scaledRates } from '../../src/http/limits.ts';
import { ANN, BEN } from './fakes.ts';
import { type Ask, startHttp, type TestServer } from './testServer.ts';

describe('limits over HTTP', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  async function statuses(path: string, asks: Ask[], method = 'GET'): Promise<number[]> {
    const found: number[] = [];
    for (const ask of asks) found.push((await server?.ask(method, path, ask))?.status ?? 0);
    return found;
  }

  it('are larger for addresses that many share, and the same where passwords are tried', () => {
    assert.deepEqual(scaledRates(2).address, { points: 2 * DEFAULT_RATES.address.points, seconds: 60 });
    assert.equal(scaledRates(0.0001).joins?.points, 1);
    assert.equal(scaledRates(5).credentials, undefined);
  });

  it('counts all requests of an address, and says when to come back', async () => {
    server = await startHttp({ rateLimits: { address: { points: 2, seconds: 60 } } });
    const passed = await statuses('/healthz', [{}, {}]);

    const { status, body, headers } = await server.ask('GET', '/api/v1/openapi.json');

    assert.deepEqual(passed, [200, 200]);
    assert.deepEqual([status, body.code], [429, 'rate_limited']);
    assert.ok(body.retry_after >= 1 && body.retry_after <= 60);
    assert.equal(headers.get('retry-after'), String(body.retry_after));
    assert.match(await server.services.metrics.text(), /parlor_rate_limited_total\{limit="address"\} 1/);
  });

  it('counts every player for themselves', async () => {
    server = await startHttp({ rateLimits: { player: { points: 1, seconds: 60 } } });

    const found = await statuses('/api/v1/players/me', [{ as: ANN }, { as: ANN }, { as: BEN }]);

    assert.deepEqual(found, [200, 429, 200]);
  });

  it('counts places where passwords can be tried more strictly than other sign-ins', async () => {
    const rateLimits = { credentials: { points: 1, seconds: 60 }, accounts: { points: 2, seconds: 60 } };
    server = await startHttp({ rateLimits }, (app) => {
      app.use('/auth', (_request, response) => void response.send('auth'));
    });

    const login = await statuses('/auth/login', [{}, {}], 'POST');
    const register = await statuses('/auth/register', [{}], 'POST');
    const guests = await statuses('/auth/anonymous', [{}, {}, {}], 'POST');

    assert.deepEqual([login, register, guests], [[200, 429], [429], [200, 200, 429]]);
  });

  it('hands others under /auth a body that was read, and takes none that is too large', async () => {
    server = await startHttp({}, (app) => {
      app.post('/auth/login', (request, response) => void response.json(request.body));
    });

    const read = await server.ask('POST', '/auth/login', { json: { email: 'a@example.org' } });
    const large = await server.ask('POST', '/auth/login', { json: { email: 'x'.repeat(70_000) } });
    const broken = await server.ask('POST', '/auth/login', {
      raw: '{"email":',
      headers: { 'content-type': 'application/json' },
    });

    assert.deepEqual(read.body, { email: 'a@example.org' });
    assert.deepEqual([large.status, large.body.code], [413, 'too_large']);
    assert.deepEqual([broken.status, broken.body.code], [400, 'malformed_json']);
  });

  it('believes X-Forwarded-For only behind a proxy', async () => {
    const rateLimits = { address: { points: 1, seconds: 60 } };
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
    server = await startHttp({ rateLimits });
    const direct = await statuses('/healthz', [from('1.1.1.1'), from('2.2.2.2')]);
    await server.close();
    server = await startHttp({ rateLimits, trustProxy: true });
    const proxied = await statuses('/healthz', [from('1.1.1.1'), from('2.2.2.2'), from('9.9.9.9, 1.1.1.1')]);

    assert.deepEqual(direct, [200, 429]);
    assert.deepEqual(proxied, [200, 200, 429]);
  });
});
