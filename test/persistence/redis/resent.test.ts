import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { closeRedis } from '../../../src/persistence/redis/connectRedis.ts';
import { ParlorDriver } from '../../../src/persistence/redis/ParlorDriver.ts';
import { RedisDirectory } from '../../../src/persistence/redis/redisDirectory.ts';
import { RedisLease } from '../../../src/persistence/redis/redisLease.ts';
import { RedisUpdates } from '../../../src/persistence/redis/redisUpdates.ts';
import { quietRedis, startRedis, type TestRedis } from '../../support/redis.ts';
import { doneTwice } from './doneTwice.ts';

/** Running matches have theirs in redisMatchStore.test.ts. */
describe('what a broken connection sends twice', function () {
  this.timeout(180_000);
  let server: TestRedis;
  let redis: Redis;

  before(async () => {
    server = await startRedis();
    redis = quietRedis(server.url);
  });
  after(async () => {
    await closeRedis(redis);
    await server.stop();
  });
  beforeEach(() => redis.flushall());

  const twice = <T>(call: () => Promise<T>) => doneTwice(server, redis, call);

  it('lists a room, and says that it is listed', async () => {
    const driver = new ParlorDriver(redis, { prefix: 'x:', ownId: () => 'a', alive: async () => true });
    const room = {
      ...{ roomId: 'r1', processId: 'a', name: 'relay', clients: 0, maxClients: 5, metadata: {} },
      ...{ locked: false, private: false, unlisted: false, createdAt: new Date(0) },
    };
    assert.equal(await twice(() => driver.insert(room)), true);
    assert.equal(await driver.insert(room), false, 'another call with the same room is another');
    assert.deepEqual(await driver.findOne({ roomId: 'r1' }), room);
    assert.equal(await twice(() => driver.update(room, { $inc: { clients: 1 } })), true);
    assert.equal((await driver.findOne({ roomId: 'r1' })).clients, 1);
  });

  it('delivers a message once', async () => {
    const subscriber = quietRedis(server.url, { subscriber: true });
    const updates = new RedisUpdates({ redis, subscriber, prefix: 'x:', log: console });
    const got: unknown[] = [];
    const last = new Promise<void>((resolve) => {
      void updates.subscribe('system:accounts', ({ payload }) => {
        got.push(payload);
        if (payload === 'last') resolve();
      });
    });
    await subscriber.ping(); // subscribed
    const publish = (payload: string) => updates.publish('system:accounts', { type: 'changed', payload });
    await twice(() => publish('first'));
    await publish('first');
    await publish('last');
    await last;
    assert.deepEqual(got, ['first', 'first', 'last']);
    await closeRedis(subscriber);
  });

  it('binds a player once', async () => {
    const directory = new RedisDirectory(redis, { prefix: 'x:', running: async () => [], now: () => 0 });
    assert.equal(await twice(() => directory.claim('ada', 'm')), null);
    assert.equal(await directory.of('ada'), 'm');
    await twice(() => directory.remove('m'));
    assert.equal(await directory.of('ada'), null);
  });

  it('holds a lease under one token', async () => {
    const lease = new RedisLease(redis, { prefix: 'x:', name: 'n', now: () => 0 });
    assert.equal(await twice(() => lease.hold()), true);
    assert.equal(lease.token(), Number(await redis.get('x:lease:n:token')));
  });
});
