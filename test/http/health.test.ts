import assert from 'node:assert/strict';
import sinon from 'sinon';
import { ANN, NOW, RUNNING } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

describe('health and metrics', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  it('says that the process is up', async () => {
    const { status, body } = await server.ask('GET', '/healthz');

    assert.equal(status, 200);
    assert.deepEqual(body, { status: 'ok', region: 'local', time: new Date(NOW).toISOString() });
  });

  it('is ready when everything is', async () => {
    const { status, body } = await server.ask('GET', '/readyz');

    assert.equal(status, 200);
    assert.deepEqual(body, { status: 'ready', dependencies: { database: { ok: true } } });
  });

  it('is not ready while it goes down, and up all the same', async () => {
    await server.close();
    server = await startHttp({ draining: () => true });

    const { status, body } = await server.ask('GET', '/readyz');

    assert.deepEqual([status, body.code], [503, 'draining']);
    assert.equal((await server.ask('GET', '/healthz')).status, 200);
  });

  it('is not ready when something is away, and tells only the log why', async () => {
    await server.close();
    server = await startHttp({
      health: async () => ({ database: { ok: false, message: 'db7 refused' }, redis: { ok: true } }),
    });

    const { status, body } = await server.ask('GET', '/readyz');

    assert.deepEqual([status, body.code], [503, 'not_ready']);
    assert.deepEqual(body.dependencies, { database: { ok: false }, redis: { ok: true } });
    assert.doesNotMatch(JSON.stringify(body), /db7/);
    assert.ok(server.logged.some((line) => JSON.stringify(line).includes('db7 refused')));
  });

  it('is ready while only what keeps nobody from playing is wrong, and says what', async () => {
    await server.close();
    const details = { behind: 3, since: '2026-01-01T00:00:00.000Z' };
    const backup = { ok: false, optional: true, message: '3 matches on db7', details };
    server = await startHttp({ health: async () => ({ database: { ok: true }, backup }) });

    const { status, body } = await server.ask('GET', '/readyz');

    assert.equal(status, 200);
    assert.deepEqual(body, {
      status: 'ready',
      dependencies: { database: { ok: true }, backup: { ok: false, ...details } },
    });
  });

  it('is not ready when the check breaks, or takes too long', async () => {
    const asked = Promise.withResolvers<void>();
    const checks = [
      () => Promise.reject(new Error('broken')),
      () => {
        asked.resolve();
        return new Promise<never>(() => {});
      },
    ];
    await server.close();
    server = await startHttp({ health: () => (checks.shift() as () => Promise<never>)() });

    const broken = await server.ask('GET', '/readyz');
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const slow = server.ask('GET', '/readyz');
      await asked.promise;
      await clock.tickAsync(3000);

      assert.equal(broken.status, 500);
      assert.deepEqual([(await slow).status, (await slow).body.code], [503, 'not_ready']);
    } finally {
      clock.restore();
    }
  });

  it('shows metrics to the operator: routes as patterns, never ids', async () => {
    await server.ask('GET', `/api/v1/matches/${RUNNING}`);
    await server.ask('GET', '/api/v1/players/me', { as: ANN });
    await server.ask('GET', `/nowhere/${RUNNING}`);
    await server.ask('GET', '/app/index.html');

    const { status, type, body } = await server.ask('GET', '/metrics', { operator: true });
    const refused = await server.ask('GET', '/metrics');

    assert.equal(status, 200);
    assert.match(type, /^text\/plain;.* version=0\.0\.4/);
    const lines = body.split('\n').filter((line: string) => line.startsWith('parlor_http_requests_total{'));
    assert.deepEqual(lines.sort(), [
      'parlor_http_requests_total{method="GET",route="/api/v1/matches/:id",status="200"} 1',
      'parlor_http_requests_total{method="GET",route="/api/v1/players/me",status="200"} 1',
      'parlor_http_requests_total{method="GET",route="/app/*",status="404"} 1',
      'parlor_http_requests_total{method="GET",route="unmatched",status="404"} 1',
    ]);
    assert.equal(refused.status, 401);
  });
});
