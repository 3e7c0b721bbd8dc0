import { PostgresMatchStore } from '../../../src/persistence/postgres/postgresMatchStore.ts';
import { RedisMatchStore } from '../../../src/persistence/redis/redisMatchStore.ts';

/** Of a match only its opening and its journal are stored. */
for (const store of [RedisMatchStore.prototype, PostgresMatchStore.prototype]) {
  const { write } = store;
  store.write = function (own, change) {
    return write.call(this, own, { ...change, table: null });
  };
}
