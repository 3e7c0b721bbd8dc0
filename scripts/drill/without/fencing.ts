import type { PackedStore } from '../../../src/persistence/packedStore.ts';
import { PostgresMatchStore } from '../../../src/persistence/postgres/postgresMatchStore.ts';
import { RedisMatchStore } from '../../../src/persistence/redis/redisMatchStore.ts';

/** Whoever writes to a match is taken for its owner: writes go under whichever epoch is stored. */
for (const store of [RedisMatchStore.prototype, PostgresMatchStore.prototype] as PackedStore[]) {
  const { write, giveUp, close } = store;
  store.write = async function (own, change) {
    return write.call(this, (await this.find(own.match)) ?? own, change);
  };
  store.giveUp = async function (own) {
    return giveUp.call(this, (await this.find(own.match)) ?? own);
  };
  store.close = async function (own) {
    return close.call(this, (await this.find(own.match)) ?? own);
  };
}
