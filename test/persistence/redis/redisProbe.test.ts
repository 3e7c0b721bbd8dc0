import assert from 'node:assert/strict';
import { closeRedis } from '../../../src/persistence/redis/connectRedis.ts';
import { RedisProbe } from '../../../src/persistence/redis/redisProbe.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../../support/redis.ts';

describe('the probe of Redis', () => {
  it('tells how long its own messages take, and nothing of what others say', async () => {
    const { url } = await sharedRedis();
    const redis = quietRedis(url);
    const subscriber = quietRedis(url, { subscriber: true });
    const channel = `${freshPrefix()}probe`;
    let { promise: heard, resolve: probed } = Promise.withResolvers<[number, number]>();
    let times = 0;
    const probe = new RedisProbe({
      ...{ redis, subscriber, channel },
      probed(publish, delay) {
        times += 1;
        probed([publish, delay]);
      },
    });
    for (const round of [1, 2]) {
      await probe.send();
      const [publish, delay] = await heard;
      assert.ok(publish > 0 && publish < 2 && delay > 0 && delay < 2, `${publish} ${delay}`);
      await redis.publish(channel, 'something else');
      assert.equal(times, round);
      ({ promise: heard, resolve: probed } = Promise.withResolvers<[number, number]>());
    }
    await Promise.all([closeRedis(redis), closeRedis(subscriber)]);
  });
});
