import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { ANN, RUNNING } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

const ME = '/api/v1/players/me';
const JSON_TYPE = { 'content-type': 'application/json' };

describe('errors over HTTP', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  it('are problems, of a type of their own, that nobody keeps', async () => {
    const { status, type, body, headers } = await server.ask('GET', '/api/v1/nothing');

    assert.equal(status, 404);
    assert.equal(type, 'application/problem+json; charset=utf-8');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.deepEqual(body, {
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      code: 'not_found',
      detail: 'There is nothing here.',
    });
  });

  it('are pages for people who go there with a browser, and never where programs ask', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

    const page = await server.ask('GET', '/no/such', { headers });
    const kinds = await Promise.all([
      server.ask('GET', '/api/v1/nothing', { headers }),
      server.ask('GET', '/no/such', { headers: { accept: '*/*' } }),
      server.ask('POST', '/no/such', { headers }),
    ]);

    assert.deepEqual([page.status, page.type], [404, 'text/html; charset=utf-8']);
    assert.equal(page.headers.get('cache-control'), 'no-store');
    assert.match(
      String(page.body),
      /<h1>There is nothing here<\/h1>\s*<p>The address may be wrong.*not_found.*href="\.\.\/app"/s,
    );
    assert.deepEqual(
      new Set(kinds.map(({ type }) => type)),
      new Set(['application/problem+json; charset=utf-8']),
    );
  });

  it('tell which methods a path has', async () => {
    const { status, body, headers } = await server.ask('PUT', ME, { as: ANN, json: {} });

    assert.deepEqual([status, body.code], [405, 'method_not_allowed']);
    assert.equal(headers.get('allow'), 'GET, PATCH, DELETE, HEAD');
  });

  it('tell what is wrong with a body, and where', async () => {
    const { status, body } = await server.ask('POST', '/api/v1/matchmaking/preferences', {
      as: ANN,
      json: { game: 'relay', regions: { eu: 'near' } },
    });

    assert.deepEqual([status, body.code], [400, 'invalid_request']);
    assert.deepEqual(
      body.errors.map(({ path }: { path: string }) => path),
      ['body.regions.eu'],
    );
  });

  it('tell that something broke by an id that the log has, and nothing else', async () => {
    server.services.accounts.byId = async () => {
      throw new TypeError('secret of the house');
    };

    const { status, body, headers } = await server.ask('GET', ME, { as: ANN });

    assert.deepEqual([status, body.code], [500, 'internal']);
    assert.doesNotMatch(JSON.stringify(body), /secret|TypeError|\.ts/);
    assert.equal(body.id, headers.get('x-request-id'));
    const line = server.logged.find((each) => each.msg === 'request failed');
    assert.partialDeepStrictEqual(line, {
      request_id: body.id,
      player: ANN,
      route: ME,
      err: { message: 'secret of the house' },
    });
  });

  it('ask to come back when a store is away', async () => {
    server.services.accounts.byId = async () => {
      throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    };

    const { status, body, headers } = await server.ask('GET', ME, { as: ANN });

    assert.deepEqual([status, body.code, headers.get('retry-after')], [503, 'retry_later', '1']);
  });

  describe('of bad input', () => {
    const patch = (raw: string | Uint8Array, headers: Record<string, string> = JSON_TYPE) =>
      server.ask('PATCH', ME, { as: ANN, raw, headers });

    for (const raw of ['{', '{"name": }', 'null', '"text"', '7', '\u0000', '{"name":"a"}}']) {
      it(`refuses ${JSON.stringify(raw)} as JSON`, async () => {
        const { status, body } = await patch(raw);
        assert.deepEqual([status, body.code], [400, 'malformed_json']);
      });
    }

    it('refuses bytes that are no text', async () => {
      const { status, body } = await patch(new Uint8Array([0xff, 0xfe, 0x00, 0x7b]));
      assert.deepEqual([status, body.code], [400, 'malformed_json']);
    });

    it('refuses deep nesting without falling over', async () => {
      const { status } = await patch(`${'['.repeat(30_000)}${']'.repeat(30_000)}`);
      assert.equal(status, 400);
    });

    it('refuses other types of bodies', async () => {
      const asked = [
        await patch('name=Bob', { 'content-type': 'application/x-www-form-urlencoded' }),
        await patch('{"name":"Bob"}', { 'content-type': 'text/plain' }),
        await patch('{"name":"Bob"}', { 'content-type': 'application/json; charset=ebcdic' }),
        await patch('{"name":"Bob"}', { ...JSON_TYPE, 'content-encoding': 'zip' }),
      ];
      for (const { status, body } of asked)
        assert.deepEqual([status, body.code], [415, 'unsupported_media_type']);
    });

    it('refuses large bodies, whether they say how large they are or not', async () => {
      const large = JSON.stringify({ name: 'x'.repeat(70_000) });
      const told = await patch(large);
      const streamed = await fetch(`${server.url}${ME}`, {
        method: 'PATCH',
        headers: { ...JSON_TYPE, authorization: `Bearer ${ANN}` },
        body: new Blob([large]).stream(),
        duplex: 'half',
      } as RequestInit);

      assert.deepEqual([told.status, told.body.code], [413, 'too_large']);
      assert.deepEqual(
        [streamed.status, ((await streamed.json()) as { code: string }).code],
        [413, 'too_large'],
      );
    });

    for (const name of [7, null, ['a'], { a: 1 }, true, 'x'.repeat(2000)]) {
      it(`refuses a name like ${JSON.stringify(name).slice(0, 20)}`, async () => {
        const { status, body } = await server.ask('PATCH', ME, { as: ANN, json: { name } });
        assert.deepEqual([status, body.code, body.errors[0].path], [400, 'invalid_request', 'body.name']);
      });
    }

    it('does not let anything into prototypes', async () => {
      const proto = await patch('{"__proto__": {"name": "Eve"}}');
      const regions = await server.ask('POST', '/api/v1/matchmaking/preferences', {
        as: ANN,
        raw: '{"game": "relay", "regions": {"__proto__": 5, "constructor": 6}}',
        headers: JSON_TYPE,
      });
      const action = await server.ask('POST', `/api/v1/matches/${RUNNING}/actions`, {
        as: ANN,
        raw: '{"request_id": "r1", "__proto__": {"action": "skip"}}',
        headers: JSON_TYPE,
      });

      assert.equal(proto.status, 400);
      assert.equal(server.accounts.get(ANN)?.name, 'Ann');
      assert.equal(regions.status, 200);
      assert.deepEqual(Object.keys(server.preferences.get(ANN)?.regions ?? {}), ['constructor']);
      assert.equal(action.status, 200);
      assert.deepEqual(server.asked[0]?.[3], { request_id: 'r1' });
      assert.equal(({} as { name?: string }).name, undefined);
    });

    for (const path of [
      '/api/v1/players/%E0%A4%A',
      '/api/v1/matches/%',
      '/docs/%ff',
      '/%c0%ae%c0%ae/etc/passwd',
    ]) {
      it(`refuses ${path}`, async () => {
        const { status, body } = await server.ask('GET', path);
        assert.ok(status === 400 || status === 404, `status ${status}`);
        assert.ok(['malformed_url', 'not_found'].includes(body.code), body.code);
      });
    }

    for (const id of [
      '__proto__',
      'constructor',
      '..%2f..%2fetc',
      "1'%20or%20'1'='1",
      'x'.repeat(4000),
      '%00',
    ]) {
      it(`does not take ${id.slice(0, 20)} for an id`, async () => {
        const { status, body } = await server.ask('GET', `/api/v1/players/${id}`);
        assert.deepEqual([status, body.code], [400, 'invalid_request']);
        assert.ok(JSON.stringify(body).length < 1000);
      });
    }

    it('bounds how much it says about a body that is wrong everywhere', async () => {
      const regions = Object.fromEntries(
        Array.from({ length: 900 }, (_, i) => [`${'k'.repeat(20)}${i}`, 'x']),
      );

      const { status, body } = await server.ask('POST', '/api/v1/matchmaking/preferences', {
        as: ANN,
        json: { game: 'relay', regions },
      });

      assert.equal(status, 400);
      assert.equal(body.errors.length, 20);
    });

    it('survives bytes that are not HTTP', async () => {
      const socket = connect(server.port, '127.0.0.1');
      socket.write('NONSENSE \u0000\u0001 / HTTP/9.9\r\nx\r\n\r\n');
      const [answer] = await once(socket, 'data');
      socket.destroy();

      assert.match(String(answer), /^HTTP\/1\.1 400/);
      assert.equal((await server.ask('GET', '/healthz')).status, 200);
    });
  });
});
