import { openDatabase } from '../../src/persistence/dataSource.ts';
import { MemoryQueue } from '../../src/persistence/memory/memoryQueue.ts';
import { PostgresQueue } from '../../src/persistence/postgres/postgresQueue.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisQueue } from '../../src/persistence/redis/redisQueue.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';
import { describeQueue } from './queueContract.ts';

describeQueue('memory', async () => ({ queue: new MemoryQueue(), close: async () => {} }));

describeQueue('Redis', async () => {
  const redis = quietRedis((await sharedRedis()).url);
  return { queue: new RedisQueue(redis, freshPrefix()), close: () => closeRedis(redis) };
});

describeQueue('the embedded Postgres', async () => ({
  queue: new PostgresQueue(await freshEmbedded()),
  close: async () => {},
}));

describeQueue('a real Postgres', async () => {
  const database = await openDatabase(await freshPostgres(), { poolSize: 5 });
  return { queue: new PostgresQueue(database), close: () => database.destroy() };
});
