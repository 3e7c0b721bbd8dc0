import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { closeRedis } from '../../../src/persistence/redis/connectRedis.ts';
import { RedisProbe } from '../../../src/persistence/redis/redisProbe.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../../support/redis.ts';

describe('the probe of Redis', () => {
  let redis: Redis;
  let subscriber: Redis;
  let channel: string;
  let probe: RedisProbe;
  let times: number;
  let probed: (took: [number, number]) => void;

  beforeEach(async () => {
    const { url } = await sharedRedis();
    redis = quietRedis(url);
    subscriber = quietRedis(url, { subscriber: true });
    channel = `${freshPrefix()}probe`;
    times = 0;
    probe = new RedisProbe({
      ...{ redis, subscriber, channel },
      probed(publish, delay) {
        times += 1;
        probed([publish, delay]);
      },
    });
  });
  afterEach(() => Promise.all([closeRedis(redis), closeRedis(subscriber)]));

  /** Sends one. @returns how long it took, once it is heard */
  async function sent(): Promise<[number, number]> {
    const { promise: heard, resolve } = Promise.withResolvers<[number, number]>();
    probed = resolve;
    await probe.send();
    return heard;
  }

  it('tells how long its own messages take, and nothing of what others say', async () => {
    for (const round of [1, 2]) {
      const [publish, delay] = await sent();
      assert.ok(publish > 0 && publish < 2 && delay > 0 && delay < 2, `${publish} ${delay}`);
      await redis.publish(channel, 'something else');
      assert.equal(times, round);
    }
  });

  it('is heard again after a connection on which the client could not subscribe again', async () => {
    await sent();
    await subscriber.unsubscribe(channel); // as after a Redis that stood still for long
    subscriber.emit('ready');
    await sent();
  });
});
