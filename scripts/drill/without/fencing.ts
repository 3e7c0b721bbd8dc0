import type { PackedStore } from '../../../src/persistence/packedStore.ts';
import { PostgresMatchStore } from '../../../src/persistence/postgres/postgresMatchStore.ts';
import { RedisMatchStore } from '../../../src/persistence/redis/redisMatchStore.ts';

/** Whoever writes to a match is taken for its owner: writes go under whichever epoch is stored. */
for (const store of [RedisMatchStore.prototype, PostgresMatchStore.prototype] as PackedStore[]) {
  const { write, release, close } = store;
  store.write = async function (own, change) {
    return write.call(this, (await this.find(own.match)) ?? own, change);
  };
  store.release = async function (own) {
    return release.call(this, (await this.find(own.match)) ?? own);
  };
  store.close = async function (own) {
    return close.call(this, (await this.find(own.match)) ?? own);
  };
}
