import { FORMAT } from '../../src/match/matchStore.ts';
import { BackedMatchStore } from '../../src/persistence/backedMatchStore.ts';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { PostgresMatchStore } from '../../src/persistence/postgres/postgresMatchStore.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisMatchStore } from '../../src/persistence/redis/redisMatchStore.ts';
import { MemoryPackedStore } from '../support/memory/memoryMatchStore.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';
import { backupStoreContract, formatContract, matchStoreContract, packed } from './matchStoreContract.ts';

backupStoreContract('memory', async () => ({ inner: new MemoryPackedStore(), close: async () => {} }));

backupStoreContract('embedded Postgres', async () => ({
  inner: new PostgresMatchStore(await freshEmbedded(), FORMAT, { embedded: true }),
  close: async () => {},
}));

backupStoreContract('real Postgres', async () => {
  const database = await openDatabase(await freshPostgres(), { poolSize: 5 });
  return { inner: new PostgresMatchStore(database, FORMAT), close: () => database.destroy() };
});

matchStoreContract('Redis', async () => {
  const redis = quietRedis((await sharedRedis()).url);
  const store = new RedisMatchStore(redis, { prefix: freshPrefix(), format: FORMAT });
  return { store: packed(store), close: () => closeRedis(redis) };
});

matchStoreContract('Redis, backed by Postgres', async () => {
  const redis = quietRedis((await sharedRedis()).url);
  const database = await openDatabase(await freshPostgres(), { poolSize: 5 });
  const store = new BackedMatchStore(
    new RedisMatchStore(redis, { prefix: freshPrefix(), format: FORMAT }),
    new PostgresMatchStore(database, FORMAT),
    { answerWithinMs: 60_000, waitMs: 60_000, settleMs: 0, now: Date.now, log: console },
  );
  return {
    store: packed(store),
    async close() {
      await store.settled();
      await closeRedis(redis);
      await database.destroy();
    },
  };
});

formatContract('embedded Postgres', async () => {
  const database = await freshEmbedded();
  return {
    storeOf: (format) => new PostgresMatchStore(database, format, { embedded: true }),
    close: async () => {},
  };
});

formatContract('Redis', async () => {
  const redis = quietRedis((await sharedRedis()).url);
  const prefix = freshPrefix();
  return {
    storeOf: (format) => new RedisMatchStore(redis, { prefix, format }),
    close: () => closeRedis(redis),
  };
});

formatContract('Redis, backed by Postgres', async () => {
  const redis = quietRedis((await sharedRedis()).url);
  const prefix = freshPrefix();
  const database = await openDatabase(await freshPostgres(), { poolSize: 5 });
  const options = { answerWithinMs: 60_000, waitMs: 60_000, now: Date.now, log: console };
  return {
    storeOf: (format) =>
      new BackedMatchStore(
        new RedisMatchStore(redis, { prefix, format }),
        new PostgresMatchStore(database, format),
        options,
      ),
    async close() {
      await closeRedis(redis);
      await database.destroy();
    },
  };
});
