import assert from 'node:assert/strict';
import { FORMAT, type Ownership } from '../../src/match/matchStore.ts';
import { BackedMatchStore } from '../../src/persistence/backedMatchStore.ts';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { PostgresMatchStore } from '../../src/persistence/postgres/postgresMatchStore.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisMatchStore } from '../../src/persistence/redis/redisMatchStore.ts';
import { freshPostgres } from '../support/postgres.ts';
import { quietRedis, startRedis, type TestRedis } from '../support/redis.ts';
import { entries, packed, storedTable } from './matchStoreContract.ts';
import { newId } from './stores.ts';

const ROUNDS = 20;
const MATCHES = 8;

describe('acknowledged actions of running matches', function () {
  this.timeout(180_000);
  let server: TestRedis;
  let url: string;
  let next: Awaited<ReturnType<typeof newProcess>>;

  before(async () => {
    server = await startRedis();
    url = await freshPostgres();
    next = await newProcess();
  });
  after(async () => {
    await next?.end();
    await server.stop();
  });

  /** The stores of a process, with connections of its own. */
  async function newProcess() {
    const redis = quietRedis(server.url);
    const database = await openDatabase(url, { poolSize: 2 });
    const backed = new BackedMatchStore(
      new RedisMatchStore(redis, { prefix: 'parlor:', format: FORMAT }),
      new PostgresMatchStore(database, FORMAT),
      { answerWithinMs: 60_000, waitMs: 60_000, settleMs: 0, now: Date.now, log: { warn() {} } },
    );
    const end = async () => {
      await closeRedis(redis);
      await database.destroy();
    };
    return { store: packed(backed), redis, end };
  }

  it(`are all there when Redis is emptied as their process dies, ${ROUNDS} times`, async () => {
    let acknowledged = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const { store, redis, end } = await newProcess();
      let dead = false;
      const matches = await Promise.all(
        Array.from({ length: MATCHES }, async () => ({
          own: await store.open(newId(), `process ${round}`, storedTable()),
          done: 0,
        })),
      );
      const playing = matches.map(async (match) => {
        for (let seq = 1; !dead; seq++) {
          await store.append(match.own, entries(seq, seq), seq);
          if (!dead) match.done = seq;
        }
      });
      // Each round a little later in what it does.
      while (matches.reduce((sum, { done }) => sum + done, 0) < 10 + round) await redis.ping();
      const flushing = server.flush();
      dead = true;
      redis.disconnect();
      await Promise.all([flushing, Promise.allSettled(playing)]);
      await end();
      for (const { own, done } of matches) {
        const found = (await next.store.find(own.match)) as Ownership;
        const taken = await next.store.takeOver(found, 'next');
        assert.ok(taken, `${done} done`);
        assert.ok(taken.journal.length >= done, `round ${round}: ${taken.journal.length} of ${done}`);
        assert.ok(taken.clock >= done);
        acknowledged += done;
        await next.store.close(taken.own);
      }
    }
    assert.ok(acknowledged >= ROUNDS * 10, `${acknowledged} acknowledged`);
  });
});
