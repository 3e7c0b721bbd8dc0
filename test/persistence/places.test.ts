import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisPlaces } from '../../src/persistence/redis/redisPlaces.ts';
import { RedisPresence } from '../../src/persistence/redis/redisPresence.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';
import { newId } from './stores.ts';

describe('places in Redis', () => {
  let redis: Redis;
  let prefix: string;
  beforeEach(async () => {
    redis = quietRedis((await sharedRedis()).url);
    prefix = freshPrefix();
  });
  afterEach(() => closeRedis(redis));

  const place = (player: string, sid: string) =>
    ({ player, sid, x: 1_200, y: 900, colors: 'plum', status: 'playing' }) as const;

  it('are in player:{id} for five minutes, with when the session joined', async () => {
    const places = new RedisPlaces(redis, prefix);
    const [a, b] = [newId(), newId()];
    await places.put([place(a, 's1'), place(b, 's2')], 1_000);
    await places.put([{ ...place(a, 's1'), x: 1_300 }], 2_000);
    const joined = {
      sid: 's1',
      x: '1300',
      y: '900',
      colors: 'plum',
      joined_timestamp: '1000',
      status: 'playing',
    };
    assert.deepEqual({ ...(await redis.hgetall(`${prefix}player:${a}`)) }, joined);
    const ttl = await redis.ttl(`${prefix}player:${b}`);
    assert.ok(ttl > 290 && ttl <= 300, `${ttl}`);
    await places.put([place(a, 's3')], 3_000);
    assert.equal(await redis.hget(`${prefix}player:${a}`, 'joined_timestamp'), '3000');
  });

  it('go with their session, and leave presence as it is', async () => {
    const places = new RedisPlaces(redis, prefix);
    const presence = new RedisPresence(redis, { prefix, ownId: () => 'p1', now: () => 5_000 });
    const reader = new RedisPresence(redis, { prefix, ownId: () => 'p2', now: () => 6_000 });
    const player = newId();
    await presence.seen(player);
    await places.put([place(player, 's1')], 1_000);
    assert.equal(await reader.goneFor(player), 1_000);
    await places.remove([{ player, sid: 'another' }]);
    assert.equal(await redis.hget(`${prefix}player:${player}`, 'x'), '1200');
    await places.remove([{ player, sid: 's1' }]);
    assert.deepEqual({ ...(await redis.hgetall(`${prefix}player:${player}`)) }, { seen: '5000' });
  });
});
