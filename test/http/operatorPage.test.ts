import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Problem } from '../../src/lib/problem.ts';
import { ANN, fakeServices, NOW } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

describe('/operator', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('is the operator’s alone', async () => {
    server = await startHttp();
    const none = await server.ask('GET', '/operator');
    const player = await server.ask('GET', '/operator', { as: ANN });
    assert.deepEqual([none.status, player.status], [401, 401]);
  });

  it('shows who plays and waits, the tables, and that nobody has written', async () => {
    server = await startHttp();
    const { status, type, body } = await server.ask('GET', '/operator', { operator: true });

    assert.equal(status, 200);
    assert.match(type, /^text\/html/);
    assert.doesNotMatch(body, /<script|javascript:|\son\w+=/i);
    assert.match(body, /<th scope="row">Relay<\/th><td>4<\/td><td>1<\/td><td>2<\/td>/);
    assert.match(body, /<a href="\.\/app\/watch\/[0-9a-f-]+">/);
    assert.match(body, /Nobody has written yet\./);
  });

  it('shows what people wrote as text, a page at a time', async () => {
    const { feedback } = fakeServices().services;
    const told = { player: null, rating: 2, contact: null, page: '/app', id: randomUUID() } as const;
    const asked: unknown[] = [];
    server = await startHttp({
      feedback: {
        ...feedback,
        async list(page) {
          asked.push(page);
          if (page.before !== undefined) return [];
          return Array.from({ length: page.limit }, (_, at) => {
            return { ...told, text: `<b>Bad</b> ${at}`, createdAt: NOW - at };
          });
        },
      },
    });
    const first = await server.ask('GET', '/operator', { operator: true });
    const older = /href="\.(\/operator\?before=[^"]+)"/.exec(first.body)?.[1] ?? '';
    const second = await server.ask('GET', older, { operator: true });

    assert.match(first.body, /&lt;b&gt;Bad&lt;\/b&gt; 19/);
    assert.match(first.body, /<b>Poor<\/b> · from <bdi>\/app<\/bdi>/);
    assert.match(second.body, /There is nothing older\./);
    assert.doesNotMatch(second.body, /Tables/);
    assert.deepEqual(asked, [{ limit: 20 }, { limit: 20, before: { createdAt: NOW - 19, id: told.id } }]);
  });

  it('is there when a store is away, and says what it cannot know', async () => {
    const { live } = fakeServices().services;
    server = await startHttp({
      live: { ...live, list: () => Promise.reject(new Problem(503, 'retry_later', 'Redis is away.')) },
      health: async () => ({ redis: { ok: false, message: 'no <answer>' } }),
    });
    const { status, body } = await server.ask('GET', '/operator', { operator: true });

    assert.equal(status, 200);
    assert.equal(body.match(/This cannot be known right now/g)?.length, 2);
    assert.match(body, /class="ill"><b>redis<\/b>: away<br \/><span class="hint">no &lt;answer&gt;/);
  });
});
