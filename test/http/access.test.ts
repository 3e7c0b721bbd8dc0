import assert from 'node:assert/strict';
import { ANN, OPERATOR_PASSWORD, RUNNING } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

const DECAY = `/api/v1/matches/${RUNNING}/decay`;

describe('who may do what', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  it('tells players why a token is not taken', async () => {
    server = await startHttp();
    const asked = {
      token_missing: await server.ask('GET', '/api/v1/players/me'),
      token_invalid: await server.ask('GET', '/api/v1/players/me', { as: 'forged' }),
      token_expired: await server.ask('GET', '/api/v1/players/me', { as: 'expired' }),
      banned: await server.ask('GET', '/api/v1/players/me', { as: 'banned' }),
    };

    for (const [code, { body, headers, status }] of Object.entries(asked)) {
      assert.deepEqual([body.code, status], [code, code === 'banned' ? 403 : 401]);
      assert.equal(headers.get('www-authenticate'), code === 'banned' ? null : 'Bearer');
    }
  });

  for (const authorization of [
    '',
    'Bearer',
    `bearer  ${ANN} x`,
    `Token ${ANN}`,
    `Basic ${btoa('operator:x')}`,
  ]) {
    it(`does not take "${authorization}" for a token`, async () => {
      server = await startHttp();

      const { status, body } = await server.ask('GET', '/api/v1/players/me', { headers: { authorization } });

      assert.deepEqual([status, body.code], [401, 'token_missing']);
    });
  }

  it('checks the token before it looks at anything else', async () => {
    server = await startHttp();

    const { status } = await server.ask('POST', '/api/v1/matches/nonsense/actions', { raw: '{' });

    assert.equal(status, 401);
  });

  it('lets the operator in by name and password', async () => {
    server = await startHttp();

    const right = await server.ask('POST', DECAY, { operator: true });
    const wrong = await server.ask('POST', DECAY, { operator: 'guess' });
    const name = await server.ask('POST', DECAY, {
      headers: { authorization: `Basic ${btoa(`admin:${OPERATOR_PASSWORD}`)}` },
    });
    const none = await server.ask('POST', DECAY);

    assert.equal(right.status, 200);
    assert.deepEqual([wrong.status, wrong.body.code], [401, 'operator_denied']);
    assert.deepEqual([name.status, name.body.code], [401, 'operator_denied']);
    assert.deepEqual([none.status, none.body.code], [401, 'operator_required']);
    assert.match(none.headers.get('www-authenticate') ?? '', /^Basic realm=/);
  });

  for (const authorization of [
    'Basic',
    'Basic !!!',
    `Basic ${btoa('operator')}`,
    `Bearer ${OPERATOR_PASSWORD}`,
  ]) {
    it(`does not take "${authorization}" for the operator`, async () => {
      server = await startHttp();

      const { status, body } = await server.ask('POST', DECAY, { headers: { authorization } });

      assert.deepEqual([status, body.code], [401, 'operator_required']);
    });
  }

  it('has no operator without a password', async () => {
    server = await startHttp({ operatorPassword: undefined });

    const { status, body } = await server.ask('POST', DECAY, { operator: 'undefined' });

    assert.deepEqual([status, body.code], [503, 'operator_disabled']);
  });

  it('reads every try, however many wrong ones came before from the same address', async () => {
    const pauses: number[] = [];
    server = await startHttp({ pause: async (ms) => void pauses.push(ms) });
    const statuses: number[] = [];

    for (const password of [OPERATOR_PASSWORD, ...Array<string>(12).fill('guess'), OPERATOR_PASSWORD])
      statuses.push((await server.ask('POST', DECAY, { operator: password })).status);

    assert.deepEqual(statuses, [200, ...Array<number>(12).fill(401), 200]);
    assert.deepEqual(pauses.slice(0, 6), [250, 500, 1000, 2000, 4000, 5000]);
    assert.equal(pauses.at(-1), 5000);
  });

  it('does not let other sites use a password that the browser knows', async () => {
    server = await startHttp();
    const from = (site: string) => ({ operator: true as const, headers: { 'sec-fetch-site': site } });

    const cross = await server.ask('POST', DECAY, from('cross-site'));
    const own = await server.ask('POST', DECAY, from('same-origin'));

    assert.deepEqual([cross.status, cross.body.code], [403, 'cross_site']);
    assert.equal(own.status, 200);
  });

  it('guards pages that others serve', async () => {
    server = await startHttp({}, (app, http) => {
      app.use('/monitor', http.requireOperator, (_request, response) => void response.send('rooms'));
    });

    const nobody = await server.ask('GET', '/monitor');
    const operator = await server.ask('GET', '/monitor', { operator: true });

    assert.deepEqual([nobody.status, nobody.body.code], [401, 'operator_required']);
    assert.deepEqual([operator.status, operator.body], [200, 'rooms']);
  });
});
