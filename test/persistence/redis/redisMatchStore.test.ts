import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { Fenced, Missing } from '../../../src/lib/fencing.ts';
import { FORMAT, type MatchStore, type Ownership } from '../../../src/match/matchStore.ts';
import { closeRedis } from '../../../src/persistence/redis/connectRedis.ts';
import { RedisMatchStore } from '../../../src/persistence/redis/redisMatchStore.ts';
import { quietRedis, startRedis, type TestRedis } from '../../support/redis.ts';
import { entries, packed, storedMatch, storedTable } from '../matchStoreContract.ts';
import { newId } from '../stores.ts';
import { doneTwice } from './doneTwice.ts';

const PREFIX = 'parlor:';

describe('running matches in a Redis that loses its data', function () {
  this.timeout(180_000);
  let server: TestRedis;
  let redis: Redis;
  let store: MatchStore;
  let own: Ownership;

  before(async () => {
    server = await startRedis();
    redis = quietRedis(server.url);
    store = packed(new RedisMatchStore(redis, { prefix: PREFIX, format: FORMAT }));
  });
  after(async () => {
    await closeRedis(redis);
    await server.stop();
  });
  beforeEach(async () => {
    own = await store.open(newId(), 'a', storedTable());
    await store.append(own, entries(1, 2), 0);
  });

  const writes: Record<string, (match: Ownership) => Promise<void>> = {
    append: (match) => store.append(match, entries(3, 3), 0),
    checkpoint: (match) => store.checkpoint(match, storedTable()),
    release: (match) => store.release(match),
  };
  for (const [name, write] of Object.entries(writes)) {
    it(`are missing at the next ${name}, and go on once they are put back`, async () => {
      await server.flush();
      await assert.rejects(write(own), Missing);
      await store.restore(own, 'a', storedMatch(entries(1, 2)));
      await write(own);
      assert.ok((await store.running()).some(({ match }) => match === own.match));
    });
  }

  it('are neither found, listed nor taken over', async () => {
    await server.flush();
    assert.equal(await store.find(own.match), null);
    assert.deepEqual(await store.running(), []);
    assert.equal(await store.takeOver(own, 'b'), null);
    await store.close(own);
  });

  it('are missing when an older copy came back, and put back whole', async () => {
    await server.flush();
    await store.restore(own, 'a', storedMatch(entries(1, 1)));
    await assert.rejects(store.append(own, entries(3, 3), 0), Missing);
    await store.restore(own, 'a', storedMatch(entries(1, 3)));
    assert.equal((await store.takeOver(own, 'b'))?.journal.length, 3);
  });

  it('leave the list when they expired', async () => {
    await redis.del(...['meta', 'snapshot', 'entries'].map((part) => `${PREFIX}match:${own.match}:${part}`));
    assert.ok((await store.running()).every(({ match }) => match !== own.match));
    assert.equal(await redis.sismember(`${PREFIX}matches:running`, own.match), 0);
  });

  it('expire a day after the last checkpoint, and never stay for ever', async () => {
    const bare = await store.open(newId(), 'a', storedTable());
    for (const { match } of [own, bare]) {
      await store.append({ match, epoch: 1 }, entries(1, 3), 5);
      await store.checkpoint({ match, epoch: 1 }, storedTable());
      for (const part of ['meta', 'snapshot', 'entries']) {
        const key = `${PREFIX}match:${match}:${part}`;
        assert.ok((await redis.ttl(key)) > 86_000, key);
        await redis.expire(key, 10);
        await store.append({ match, epoch: 1 }, [], 6);
        assert.ok((await redis.ttl(key)) <= 10, 'not with every append');
        await store.checkpoint({ match, epoch: 1 }, storedTable());
        assert.ok((await redis.ttl(key)) > 86_000, key);
      }
    }
    assert.equal((await redis.keys('*')).filter((key) => key.includes(bare.match)).length, 3);
  });

  it('are written by one call a turn', async () => {
    const owns = await Promise.all([1, 2, 3].map(() => store.open(newId(), 'a', storedTable())));
    await redis.config('RESETSTAT');
    await Promise.all(owns.map((each) => store.append(each, entries(1, 2), 1)));
    const calls = /cmdstat_evalsha:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1];
    assert.equal(calls, '1');
  });

  it('are written though one of those that are written with them is broken', async () => {
    const good = await store.open(newId(), 'a', storedTable());
    await redis.set(`${PREFIX}match:${own.match}:entries`, 'no list');
    const done = await Promise.allSettled([
      store.append(good, entries(1, 1), 0),
      store.append(own, entries(3, 3), 0),
      store.append(good, entries(2, 2), 0),
    ]);
    assert.deepEqual(
      done.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.equal((await store.takeOver(good, 'b'))?.journal.length, 2);
  });

  it('tell a process that wakes up after the end that they are not its own', async () => {
    const taken = await store.takeOver(own, 'b');
    assert.ok(taken);
    await store.close(taken.own);
    await assert.rejects(store.append(own, entries(3, 3), 0), Fenced);
    await assert.rejects(store.restore(own, 'a', storedMatch([])), Fenced);
    await assert.rejects(store.append(taken.own, entries(3, 3), 0), Fenced);
  });

  describe('and over a connection that breaks before the answer', () => {
    it('are opened once, and by who opened them', async () => {
      const match = newId();
      await redis.config('RESETSTAT');
      assert.deepEqual(await doneTwice(server, redis, () => store.open(match, 'a', storedTable())), {
        match,
        epoch: 1,
      });
      const stats = await redis.info('commandstats');
      const calls = [...stats.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].map((found) => Number(found[1]));
      assert.equal(
        calls.reduce((sum, count) => sum + count),
        2,
        'Redis did it twice',
      );
    });

    it('are taken over once, and by who took them over', async () => {
      const taken = await doneTwice(server, redis, () => store.takeOver(own, 'b'));
      assert.deepEqual(taken?.own, { match: own.match, epoch: 2 });
      assert.equal(taken?.journal.length, 2);
      assert.equal((await store.find(own.match))?.epoch, 2);
    });

    it('are put back once, and by who put them back', async () => {
      await server.flush();
      await doneTwice(server, redis, () => store.restore(own, 'a', storedMatch(entries(1, 4))));
      assert.equal((await store.takeOver(own, 'b'))?.journal.length, 4);
    });

    it('have every entry once', async () => {
      await doneTwice(server, redis, () => store.append(own, entries(3, 5), 0));
      assert.equal((await store.takeOver(own, 'b'))?.journal.length, 5);
    });
  });

  it('go on after Redis restarted, whose scripts are gone too', async () => {
    await server.kill();
    await server.restart();
    await assert.rejects(store.append(own, entries(3, 3), 0), Missing);
    await store.restore(own, 'a', storedMatch(entries(1, 2)));
    await store.append(own, entries(3, 3), 0);
    assert.equal((await store.takeOver(own, 'b'))?.journal.length, 3);
  });
});
