import { MemoryQueue } from '../../src/persistence/memory/memoryQueue.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisQueue } from '../../src/persistence/redis/redisQueue.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';
import { describeQueue } from './queueContract.ts';

describeQueue('memory', async () => ({ queue: new MemoryQueue(), close: async () => {} }));

describeQueue('Redis', async () => {
  const redis = quietRedis((await sharedRedis()).url);
  return { queue: new RedisQueue(redis, freshPrefix()), close: () => closeRedis(redis) };
});
