import assert from 'node:assert/strict';
import { faceOf } from '../../src/protocol/face.ts';
import { COUNTDOWN_MS } from '../button/fakeButton.ts';
import { ANN, BEN, NOW } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

const PATH = '/api/v1/button';

describe('/button', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.close());

  const push = (as: string, json: object) => server.ask('POST', `${PATH}/push`, { as, json });

  it('stands as nobody pushed, until somebody does', async () => {
    const { status, body } = await server.ask('GET', PATH, { as: ANN });
    assert.deepEqual([status, body.version, body.by, body.ends], [200, 0, null, 0]);
    const pushed = await push(ANN, { request_id: 'a', seen_version: 0 });
    const by = { id: ANN, name: `name of ${ANN}`, face: faceOf(ANN) };
    const state = { epoch: 1, version: 1, at: NOW, by, ends: NOW + COUNTDOWN_MS, count: 1 };
    assert.deepEqual(pushed.body, { result: 'applied', version: 1, seen_version: 0, state });
    assert.deepEqual((await server.ask('GET', PATH, { as: BEN })).body, state);
    const again = await push(ANN, { request_id: 'a', seen_version: 0 });
    assert.deepEqual(again.body, pushed.body);
  });

  it('is waited for', async () => {
    await server.ask('GET', PATH, { as: ANN });
    const waiting = server.ask('GET', `${PATH}?version=0&epoch=1&wait=25`, { as: BEN });
    await push(ANN, { request_id: 'a', seen_version: 0 });
    assert.equal((await waiting).body.version, 1);
    const other = await server.ask('GET', `${PATH}?version=9&epoch=0&wait=25`, { as: BEN });
    assert.equal(other.body.version, 1, 'a new epoch is answered at once');
    const first = server.ask('GET', `${PATH}?version=1&wait=25`, { as: BEN });
    while (server.pressed.hub.head === null) await new Promise(setImmediate);
    // In as many tabs as may wait at once, and one more.
    const tabs = [2, 3, 4, 5].map(() => server.ask('GET', `${PATH}?version=1&wait=25`, { as: BEN }));
    const superseded = await Promise.race([first, ...tabs]);
    assert.deepEqual([superseded.status, superseded.body.code], [409, 'superseded']);
    await push(ANN, { request_id: 'b', seen_version: 1 });
    const answers = await Promise.all([first, ...tabs]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 200, 200, 409]);
  });

  it('refuses what makes no sense', async () => {
    const good = { request_id: 'a', seen_version: 0 };
    const bad = [
      {},
      { seen_version: 0 },
      { ...good, request_id: '' },
      { ...good, request_id: 'x'.repeat(65) },
      { ...good, request_id: 'ü' },
      { ...good, seen_version: -1 },
      { ...good, seen_version: 1.5 },
      { ...good, seen_version: '0' },
      { ...good, made_at: -1 },
      { ...good, made_at: null },
      { ...good, made_at: 'NaN' },
      { ...good, made_at: '1e999' },
    ];
    for (const json of bad) {
      const { status, body } = await push(ANN, json);
      assert.deepEqual([status, body.code], [400, 'invalid_request'], JSON.stringify(json));
    }
    for (const query of ['version=-1', 'version=x', 'wait=26', 'epoch=-1'])
      assert.equal((await server.ask('GET', `${PATH}?${query}`, { as: ANN })).status, 400, query);
    assert.equal((await push('banned', good)).status, 403);
    assert.equal((await server.ask('GET', PATH)).status, 401);
    assert.deepEqual(server.pressed.store.pushes, []);
  });

  it('says when it cannot store, or knows nothing', async () => {
    server.pressed.store.away = true;
    const unknown = await server.ask('GET', PATH, { as: ANN });
    assert.deepEqual([unknown.status, unknown.body.code], [503, 'not_loaded']);
    assert.ok(unknown.body.retry_after_ms > 0);
    const refused = await push(ANN, { request_id: 'a', seen_version: 0 });
    assert.deepEqual([refused.status, refused.body.code], [503, 'not_loaded']);
    server.pressed.store.away = false;
    await server.ask('GET', PATH, { as: ANN });
    server.pressed.store.away = true;
    const unstored = await push(ANN, { request_id: 'a', seen_version: 0 });
    assert.deepEqual([unstored.status, unstored.body.code], [503, 'retry_later']);
    assert.equal((await server.ask('GET', PATH, { as: BEN })).body.version, 1, 'shown all the same');
  });

  it('has records, for anybody', async () => {
    await server.ask('GET', PATH, { as: ANN });
    await push(ANN, { request_id: 'a', seen_version: 0 });
    await push(BEN, { request_id: 'b', seen_version: 1 });
    const { body } = await server.ask('GET', `${PATH}/records`);
    const by = { id: BEN, name: `name of ${BEN}`, face: faceOf(BEN) };
    assert.deepEqual(body, {
      closest: [{ by, left_ms: COUNTDOWN_MS, at: NOW }],
      longest: [{ started_at: NOW, duration_ms: COUNTDOWN_MS, count: 2 }],
      me: null,
    });
    const mine = await server.ask('GET', `${PATH}/records`, { as: ANN });
    assert.deepEqual(mine.body.me, { pushes: 1, left_ms: null, at: null });
  });
});
