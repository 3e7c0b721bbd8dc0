import type { MatchStore } from '../../../src/match/matchStore.ts';
import { PostgresMatchStore } from '../../../src/persistence/postgres/postgresMatchStore.ts';
import { RedisMatchStore } from '../../../src/persistence/redis/redisMatchStore.ts';

/** Whoever writes to a match is taken for its owner: writes go under whichever epoch is stored. */
for (const store of [RedisMatchStore.prototype, PostgresMatchStore.prototype] as MatchStore[]) {
  const { append, checkpoint, giveUp, close } = store;
  store.append = async function (own, ...what) {
    return append.call(this, (await this.find(own.match)) ?? own, ...what);
  };
  store.checkpoint = async function (own, table) {
    return checkpoint.call(this, (await this.find(own.match)) ?? own, table);
  };
  store.giveUp = async function (own) {
    return giveUp.call(this, (await this.find(own.match)) ?? own);
  };
  store.close = async function (own) {
    return close.call(this, (await this.find(own.match)) ?? own);
  };
}
