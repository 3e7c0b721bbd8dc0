import { BackedMatchStore } from '../../src/persistence/backedMatchStore.ts';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { MemoryMatchStore } from '../../src/persistence/memory/memoryMatchStore.ts';
import { PostgresMatchStore } from '../../src/persistence/postgres/postgresMatchStore.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisMatchStore } from '../../src/persistence/redis/redisMatchStore.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';
import { backupStoreContract, matchStoreContract } from './matchStoreContract.ts';

backupStoreContract('memory', async () => ({ store: new MemoryMatchStore(), close: async () => {} }));

backupStoreContract('embedded Postgres', async () => ({
  store: new PostgresMatchStore(await freshEmbedded()),
  close: async () => {},
}));

backupStoreContract('real Postgres', async () => {
  const database = await openDatabase(await freshPostgres(), { poolSize: 5 });
  return { store: new PostgresMatchStore(database), close: () => database.destroy() };
});

matchStoreContract('Redis', async () => {
  const redis = quietRedis((await sharedRedis()).url);
  return { store: new RedisMatchStore(redis, freshPrefix()), close: () => closeRedis(redis) };
});

matchStoreContract('Redis, backed by Postgres', async () => {
  const redis = quietRedis((await sharedRedis()).url);
  const database = await openDatabase(await freshPostgres(), { poolSize: 5 });
  const store = new BackedMatchStore(
    new RedisMatchStore(redis, freshPrefix()),
    new PostgresMatchStore(database),
    { everyMs: 0, now: Date.now, log: console },
  );
  return {
    store,
    async close() {
      await store.settled();
      await closeRedis(redis);
      await database.destroy();
    },
  };
});
