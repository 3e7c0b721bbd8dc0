import assert from 'node:assert/strict';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { createHttp } from '../../src/http/http.ts';
import { DEFAULT_RATES, scaledRates } from '../../src/http/limits.ts';
import { type CounterOf, countInMemory } from '../../src/lib/rateLimit.ts';
import { Budgets, type Purse } from '../../src/players/budgets.ts';
import { COSTS, costOfBytes } from '../../src/players/costs.ts';
import { ANN, BEN, fakeServices } from './fakes.ts';
import { type Ask, startHttp, type TestServer } from './testServer.ts';

const PLENTY = 1e6;

/** What is left of a budget can be told. */
class CountedBudgets extends Budgets {
  left(purse: Purse, key: string): number {
    for (let units = 200; ; units -= 0.25) if (!this.spends(purse, key, units)) return units;
  }

  private spends(purse: Purse, key: string, units: number): boolean {
    const refusal = this.spend({ [purse]: key }, units);
    if (!refusal) this.charge(purse, key, -units);
    return refusal !== null;
  }
}

describe('limits over HTTP', () => {
  let refused: Purse[] = [];
  beforeEach(() => {
    refused = [];
  });

  /** Of so many units, which come back once a second; the clock stands still. */
  function budgets({ player = PLENTY, address = PLENTY }): CountedBudgets {
    const allowance = (units: number) => ({ perSecond: units, burst: units });
    return new CountedBudgets({
      player: allowance(player),
      address: allowance(address),
      now: () => 0,
      refused: (limit) => void refused.push(limit),
    });
  }

  let server: TestServer | undefined;
  afterEach(() => server?.close());

  async function statuses(path: string, asks: Ask[], method = 'GET'): Promise<number[]> {
    const found: number[] = [];
    for (const ask of asks) found.push((await server?.ask(method, path, ask))?.status ?? 0);
    return found;
  }

  it('are larger for addresses that many share, and the same where passwords are tried', () => {
    assert.deepEqual(scaledRates(2).accounts, { points: 2 * DEFAULT_RATES.accounts.points, seconds: 60 });
    assert.equal(scaledRates(0.0001).joins?.points, 1);
    assert.equal(scaledRates(5).credentials, undefined);
  });

  it('counts what an operator tells: who tells everybody pays for all of them', async () => {
    server = await startHttp({ budgets: budgets({ address: 24 }) });
    const tell = (audience: object) =>
      server?.ask('POST', '/api/v1/notifications', { operator: true, json: { audience, title: 'Hello' } });
    assert.equal((await tell({ all: true }))?.status, 202);
    const refused = await tell({ topic: 'news' });
    assert.deepEqual([refused?.status, refused?.body.code], [429, 'rate_limited']);
    assert.equal(refused?.body.retry_after_ms, Math.ceil((16 * 1000) / 24));
    for (let left = 3; left >= COSTS.notify; left -= COSTS.notify)
      assert.equal((await tell({ player: ANN }))?.status, 202);
    assert.equal((await tell({ player: ANN }))?.status, 429);
  });

  it('counts all requests of an address, and says when to come back', async () => {
    server = await startHttp({ budgets: budgets({ address: 2 }) });
    const passed = await statuses('/healthz', [{}, {}]);

    const { status, body, headers } = await server.ask('GET', '/api/v1/openapi.json');

    assert.deepEqual(passed, [200, 200]);
    assert.deepEqual([status, body.code], [429, 'rate_limited']);
    assert.ok(body.retry_after_ms > 0 && body.retry_after_ms <= 1000);
    assert.equal(body.retry_after, 1);
    assert.equal(headers.get('retry-after'), '1');
    assert.deepEqual(refused, ['address']);
  });

  it('counts every player for themselves, in one budget with what they do elsewhere', async () => {
    const shared = budgets({ player: 3 });
    server = await startHttp({ budgets: shared });
    shared.spend({ player: ANN, address: 'a socket somewhere' }, 2);

    const found = await statuses('/api/v1/players/me', [{ as: ANN }, { as: ANN }, { as: BEN }]);

    assert.deepEqual(found, [200, 429, 200]);
    assert.deepEqual(refused, ['player']);
  });

  it('charges what costs more, to the player and to the address, as sockets do', async () => {
    const shared = budgets({ player: 100, address: 100 });
    server = await startHttp({ budgets: shared });
    const left = () => {
      const player = 100 - shared.left('player', ANN);
      const address = 100 - shared.left('address', '127.0.0.1');
      return { player, address };
    };
    await server.ask('POST', '/api/v1/matchmaking/tickets', { as: ANN, json: { game: 'relay' } });
    assert.deepEqual(left(), { player: COSTS.queue, address: COSTS.queue });
    await server.ask('POST', '/api/v1/parties', { as: ANN, json: {} });
    const both = COSTS.queue + COSTS.party_create;
    assert.deepEqual(left(), { player: both, address: both });
    await server.ask('GET', '/app/index.html');
    assert.deepEqual(left(), { player: both, address: both + COSTS.page });
    const { body } = await server.ask('GET', '/api/v1/openapi.json');
    await server.ask('GET', '/app/index.html');
    await server.ask('POST', '/matchmake/joinOrCreate/lobby', { json: {} });
    const document = COSTS.seat + COSTS.document + costOfBytes(0, JSON.stringify(body).length);
    assert.deepEqual(left(), { player: both, address: both + document + 2 * COSTS.page });
  });

  it('charges what is long, by the bytes that came and went', async () => {
    const shared = budgets({ player: 200, address: 200 });
    server = await startHttp({ budgets: shared }, (app) => {
      app.get('/long', (_request, response) => void response.send(Buffer.alloc(300_000)));
      app.post('/swallow', (request, response) => request.resume().on('end', () => response.send('read')));
    });
    const left = () => 200 - shared.left('address', '127.0.0.1');
    // Told once it is over; another one asked for on the same connection is answered after that.
    const settled = async () => {
      await server?.ask('GET', '/healthz');
      await new Promise(setImmediate);
    };

    await server.ask('GET', '/long');
    await settled();
    assert.equal(left(), 2 + 4);
    await server.ask('POST', '/swallow', { raw: new Uint8Array(10_300) });
    await settled();
    assert.equal(left(), 2 + 4 + 2 + 10);
    await server.ask('PATCH', '/api/v1/players/me', { as: ANN, json: { name: 'x'.repeat(5000) } });
    await settled();
    assert.equal(200 - shared.left('player', ANN), COSTS.rename + 4);
  });

  it('charges each call as the message that does the same', () => {
    const { served } = createHttp(fakeServices().services);
    const costs = new Map(served.map(({ method, path, cost }) => [`${method} ${path}`, cost]));
    const same: Record<string, keyof typeof COSTS> = {
      'post /api/v1/matchmaking/tickets': 'queue',
      'delete /api/v1/matchmaking/tickets/:id': 'cancel',
      'post /api/v1/matchmaking/tickets/:id/accept': 'accept',
      'post /api/v1/matchmaking/tickets/:id/decline': 'decline',
      'post /api/v1/parties': 'party_create',
      'post /api/v1/parties/join': 'party_join',
      'post /api/v1/parties/me/invite': 'party_invite',
      'post /api/v1/parties/me/ready': 'party_ready',
      'post /api/v1/parties/me/leave': 'party_leave',
      'post /api/v1/parties/me/kick': 'party_kick',
      'post /api/v1/parties/me/game': 'party_game',
      'post /api/v1/parties/me/code': 'party_code',
      'post /api/v1/parties/me/lock': 'party_lock',
      'post /api/v1/parties/me/start': 'party_start',
      'get /api/v1/players/me/match': 'seat',
      'patch /api/v1/players/me': 'rename',
      'put /api/v1/players/me/mutes/:id': 'mute',
      'delete /api/v1/players/me/mutes/:id': 'unmute',
    };
    for (const [call, name] of Object.entries(same)) assert.equal(costs.get(call), COSTS[name], call);
  });

  it('closes the connection of who goes on', async () => {
    server = await startHttp({ budgets: budgets({ address: 1 }) });
    const found = await Promise.all(Array.from({ length: 70 }, () => server?.ask('GET', '/healthz')));
    const closed = found.filter((answer) => answer?.body.closed === true);
    assert.equal(closed.length, 70 - 1 - 60);
    for (const answer of closed) assert.equal(answer?.headers.get('connection'), 'close');
  });

  it('are counted for all processes where there is a store for it', async () => {
    const counters = new Map<string, RateLimiterAbstract>();
    const counterOf: CounterOf = (name, rate) => {
      const counter = counters.get(name) ?? countInMemory(name, rate);
      counters.set(name, counter);
      return counter;
    };
    const sites = [await startHttp({ counterOf }), await startHttp({ counterOf })];
    const found: number[] = [];
    for (let i = 0; i < 12; i += 1)
      found.push(
        (await sites[i % 2]?.ask('POST', '/api/v1/feedback', { json: { text: 'good' } }))?.status ?? 0,
      );
    await Promise.all(sites.map((site) => site.close()));
    assert.deepEqual(found, [...Array(10).fill(201), 429, 429]);
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
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
    server = await startHttp({ budgets: budgets({ address: 1 }) });
    const direct = await statuses('/healthz', [from('1.1.1.1'), from('2.2.2.2')]);
    await server.close();
    server = await startHttp({ budgets: budgets({ address: 1 }), trustProxy: true });
    const proxied = await statuses('/healthz', [from('1.1.1.1'), from('2.2.2.2'), from('9.9.9.9, 1.1.1.1')]);

    assert.deepEqual(direct, [200, 429]);
    assert.deepEqual(proxied, [200, 200, 429]);
  });
});
