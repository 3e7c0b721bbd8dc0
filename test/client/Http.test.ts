import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Http, isPassing } from '../../client/Http.ts';
import { ParlorError } from '../../client/ParlorError.ts';
import { ManualClock } from './support/ManualClock.ts';

describe('Http', () => {
  let server: Server;
  let answer: RequestListener;
  const clock = new ManualClock();
  let http: Http;
  before(async () => {
    server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    http = new Http(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, clock);
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const answers = (status: number, body: string, type = 'application/json') => {
    answer = (_request, response) => response.writeHead(status, { 'content-type': type }).end(body);
  };

  it('sends JSON with the token', async () => {
    let seen: unknown;
    answer = async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method, url, headers } = request;
      seen = {
        method,
        url,
        token: headers.authorization,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      };
      response.end('{"ok":true}');
    };
    http.token = 'abc';

    const body = await http.post('/some/path', { a: 1 });

    assert.deepEqual(body, { ok: true });
    assert.deepEqual(seen, { method: 'POST', url: '/some/path', token: 'Bearer abc', body: { a: 1 } });
  });

  const told: [string, number, string, string, string][] = [
    [
      'a problem',
      409,
      '{"code":"already_matched","detail":"Too late.","status":409}',
      'already_matched',
      'Too late.',
    ],
    ['a refused join', 403, '{"code":403,"error":"not_seated: No seat."}', 'not_seated', 'No seat.'],
    [
      'an unknown room',
      522,
      '{"code":522,"error":"room \\"x\\" not found"}',
      'http_522',
      'room "x" not found',
    ],
    ['a bad password', 401, '{"error":"invalid_credentials"}', 'invalid_credentials', 'invalid_credentials'],
    ['a proxy', 502, '<html>Bad gateway</html>', 'http_502', 'HTTP status 502.'],
  ];
  for (const [what, status, body, code, message] of told) {
    it(`reads what ${what} tells`, async () => {
      answers(status, body);

      await assert.rejects(http.get('/x'), { name: 'ParlorError', status, code, message });
    });
  }

  it('learns neither the time nor the build from what a browser may have stored', async () => {
    const heard: string[] = [];
    const fresh = new Http(http.base, clock);
    fresh.buildChanged = (build) => heard.push(build);
    const date = new Date(0).toUTCString();
    answer = (_request, response) => response.writeHead(200, { 'x-parlor-build': 'a', date }).end('{}');
    const before = fresh.serverTime.ahead;

    await fresh.get('/x', { stored: true });
    assert.deepEqual([heard, fresh.serverTime.ahead], [[], before]);
    await fresh.get('/x');
    assert.deepEqual(heard, ['a']);
    assert.notEqual(fresh.serverTime.ahead, before);
  });

  it('calls a server that is not there unreachable', async () => {
    const nobody = new Http('http://127.0.0.1:1', clock);

    await assert.rejects(nobody.get('/x'), { name: 'ParlorError', code: 'unreachable' });
  });

  it('gives up on a server that does not answer', async () => {
    answer = () => clock.advance(10_000);

    await assert.rejects(http.get('/x'), { code: 'unreachable' });
  });

  it('gives up when it is told to', async () => {
    const abort = new AbortController();
    answer = () => abort.abort();

    await assert.rejects(http.get('/x', { signal: abort.signal }), { code: 'closed' });
    assert.equal(clock.pending, 0);
  });

  it('knows what passes by itself', () => {
    const passes = (status: number) => isPassing(new ParlorError('x', 'x', status));

    assert.deepEqual([429, 500, 503, 523, 524].map(passes), [true, true, true, true, true]);
    assert.deepEqual([400, 401, 403, 404, 409, 520, 522, 525].filter(passes), []);
    assert.equal(isPassing(new ParlorError('unreachable', 'x')), true);
  });
});
