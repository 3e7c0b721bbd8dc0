import assert from 'node:assert/strict';
import type { PushTarget } from '../../src/push/pushSubscription.ts';
import { browser } from '../push/support/pushService.ts';
import { ANN } from './fakes.ts';
import { startHttp, type TestServer } from './testServer.ts';

const PATH = '/api/v1/notifications/push';

describe('/notifications/push', () => {
  let server: TestServer;
  let kept: [string, PushTarget][];
  beforeEach(async () => {
    kept = [];
    server = await startHttp({
      webPush: {
        publicKey: 'the key',
        subscribe: async (player, target) => void kept.push([player, target]),
        unsubscribe: async (player, endpoint) => {
          kept = kept.filter(([one, target]) => one !== player || target.endpoint !== endpoint);
        },
      },
    });
  });
  afterEach(() => server.close());

  const { endpoint, p256dh, auth } = browser('one').target;
  const put = (json: unknown, as: string | undefined = ANN) =>
    server.ask('PUT', PATH, { ...(as && { as }), json });

  it('takes what a browser says of itself as it is, and takes it back', async () => {
    assert.deepEqual((await server.ask('GET', PATH, { as: ANN })).body, { public_key: 'the key' });
    const { status } = await put({ endpoint, expirationTime: null, keys: { p256dh, auth } });
    assert.equal(status, 200);
    assert.deepEqual(kept, [[ANN, { endpoint, p256dh, auth }]]);
    assert.equal((await server.ask('DELETE', PATH, { as: ANN, json: { endpoint } })).status, 200);
    assert.deepEqual(kept, []);
  });

  it('refuses keys that are none, and who is nobody', async () => {
    const keys = { p256dh, auth };
    for (const bad of [
      {},
      { endpoint },
      { endpoint, keys: { p256dh } },
      { endpoint, keys: { ...keys, auth: `${auth}AA` } },
      { endpoint, keys: { ...keys, auth: '' } },
      { endpoint, keys: { ...keys, p256dh: auth } },
      { endpoint, keys: { ...keys, p256dh: `B${'A'.repeat(86)}` } },
      { endpoint, keys: { ...keys, more: 1 } },
      { endpoint: 5, keys },
      { endpoint: `${endpoint}\0`, keys },
      { endpoint: `https://fcm.googleapis.com/${'x'.repeat(1000)}`, keys },
    ])
      assert.equal((await put(bad)).body.code, 'invalid_request', JSON.stringify(bad));
    for (const method of ['GET', 'PUT', 'DELETE']) assert.equal((await server.ask(method, PATH)).status, 401);
    assert.deepEqual(kept, []);
  });

  it('says so where it is not configured', async () => {
    await server.close();
    server = await startHttp();
    assert.deepEqual((await server.ask('GET', PATH, { as: ANN })).body, { public_key: null });
    for (const [method, json] of [
      ['PUT', { endpoint, keys: { p256dh, auth } }],
      ['DELETE', { endpoint }],
    ] as const) {
      const { status, body } = await server.ask(method, PATH, { as: ANN, json });
      assert.deepEqual([status, body.code], [501, 'not_configured'], method);
    }
  });
});
