import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { Fenced, Missing } from '../../src/lib/fencing.ts';
import { FORMAT } from '../../src/match/matchStore.ts';
import { newRating, rated } from '../../src/matchmaking/rating.ts';
import { BackedMatchStore } from '../../src/persistence/backedMatchStore.ts';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import type { PackedStore } from '../../src/persistence/packedStore.ts';
import { PostgresMatchRecords } from '../../src/persistence/postgres/postgresMatchRecords.ts';
import { PostgresMatchStore } from '../../src/persistence/postgres/postgresMatchStore.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisMatchStore } from '../../src/persistence/redis/redisMatchStore.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { quietRedis, startRedis, type TestRedis } from '../support/redis.ts';
import { testSealer } from '../support/testSealer.ts';
import { Dump } from './Dump.ts';
import { entries, packed, storedMatch } from './matchStoreContract.ts';

/** What the code before format 2 left behind of a relay match of bots, killed four seconds after its last backup. */
const fixture: {
  redis: Record<string, { type: 'hash' | 'list' | 'set' | 'string'; value: never }>;
  postgres: Record<'matches' | 'running_matches' | 'running_journal', Record<string, unknown>[]>;
} = JSON.parse(readFileSync(new URL('fixtures/format-1.json', import.meta.url), 'utf8'));

const MATCH = 'c0ffee00-0000-4000-8000-000000000001';
const SEED = 'a seed of before';
const FOUND = { match: MATCH, owner: 'old-process', epoch: 1 };
const keyOf = (part: string) => `parlor:match:${MATCH}:${part}`;
const stored = (part: string) => fixture.redis[keyOf(part)]?.value as unknown;
const journal = (stored('journal') as string[]).map((text) => JSON.parse(text));
const table = JSON.parse(stored('table') as string);
const backedUp = fixture.postgres.running_journal.length;
const tableOfBackup = JSON.parse(String(fixture.postgres.running_matches[0]?.snapshot));

async function fillRedis(redis: Redis): Promise<void> {
  for (const [key, { type, value }] of Object.entries(fixture.redis)) {
    if (type === 'hash') await redis.hset(key, value as object);
    else if (type === 'list') await redis.rpush(key, ...(value as string[]));
    else if (type === 'set') await redis.sadd(key, ...(value as string[]));
    else await redis.set(key, value as string);
  }
}

async function fillPostgres(database: DataSource): Promise<void> {
  for (const [name, rows] of Object.entries(fixture.postgres)) {
    for (const row of rows) {
      const columns = Object.keys(row);
      const places = columns.map((_, i) => `$${i + 1}`);
      await database.query(
        `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
        Object.values(row),
      );
    }
  }
}

describe('running matches that a process of before stored', function () {
  this.timeout(180_000);
  let server: TestRedis;
  let redis: Redis;
  let database: DataSource;
  let inner: PackedStore;

  before(async () => {
    server = await startRedis();
    redis = quietRedis(server.url);
  });
  after(async () => {
    await closeRedis(redis);
    await server.stop();
  });
  beforeEach(async () => {
    await server.flush();
    database = await openDatabase(await freshPostgres(), { poolSize: 5 });
    await fillRedis(redis);
    await fillPostgres(database);
    inner = newStore();
  });
  afterEach(() => database.destroy());

  const newStore = () =>
    new BackedMatchStore(
      new RedisMatchStore(redis, { prefix: 'parlor:', format: FORMAT }),
      new PostgresMatchStore(database, FORMAT),
      { answerWithinMs: 60_000, waitMs: 60_000, now: () => 0, log: { warn() {} } },
    );

  /** Nothing is left where a process of before looks, but who has the match. */
  async function assertMoved(): Promise<void> {
    assert.deepEqual(
      await redis.exists(keyOf('table'), keyOf('journal')),
      0,
      'an old process could take it over in Redis',
    );
    for (const old of ['running_matches', 'running_journal']) {
      assert.deepEqual(await database.query(`SELECT 1 FROM ${old}`), [], old);
    }
    assert.equal(await redis.sismember('parlor:matches:running', MATCH), 1);
  }

  it('are found, listed, taken over whole, and go on', async () => {
    const store = packed(inner);
    assert.deepEqual(await store.find(MATCH), FOUND);
    assert.deepEqual(await store.running(), [FOUND]);
    const taken = await store.takeOver(FOUND, 'new-process');
    assert.ok(taken);
    assert.deepEqual(taken, { own: { match: MATCH, epoch: 2 }, table, journal, clock: 0 });
    await assertMoved();
    const { owner, epoch, game } = await redis.hgetall(keyOf('meta'));
    assert.deepEqual([owner, epoch, game], ['new-process', '2', 'relay'], 'where an old process looks');
    await store.append(taken.own, entries(journal.length + 1, journal.length + 1), 20_000);
    await assert.rejects(store.append(FOUND, entries(journal.length + 1, journal.length + 1), 0), Fenced);
    await server.flush();
    const again = await packed(newStore()).takeOver({ match: MATCH, epoch: 2 }, 'another');
    assert.equal(again?.journal.length, journal.length + 1);
    assert.equal(again.clock, 20_000);
    assert.deepEqual(again.table, table);
  });

  it('are sealed by that', async () => {
    assert.ok((await Dump.of(redis, database)).placesOf('"answer"').length > 0);
    await packed(inner).takeOver(FOUND, 'new-process');
    const places = (await Dump.of(redis, database)).placesOf(SEED);
    assert.deepEqual(places, ['matches.setup'], 'until it is over, as it was');
    assert.deepEqual((await Dump.of(redis, database)).placesOf('answer'), []);
  });

  it('are taken over whole again when who did so died before they were sealed', async () => {
    const dead = await inner.takeOver(FOUND, 'dead');
    assert.equal(dead?.own.epoch, 2);
    await assertMoved();
    const taken = await packed(newStore()).takeOver(dead.own, 'new-process');
    assert.deepEqual([taken?.table, taken?.journal], [table, journal]);
    assert.deepEqual((await Dump.of(redis, database)).placesOf('answer'), []);
  });

  it('come back from Postgres as of their backup when Redis was emptied', async () => {
    await server.flush();
    const store = packed(inner);
    assert.deepEqual(await store.running(), [FOUND]);
    const taken = await store.takeOver(FOUND, 'new-process');
    assert.ok(taken);
    assert.deepEqual(taken.table, tableOfBackup);
    assert.deepEqual(taken.journal, journal.slice(0, backedUp));
    await assertMoved();
    await store.append(taken.own, entries(backedUp + 1, backedUp + 1), 1);
  });

  it('come back from Redis when Postgres does not know them', async () => {
    await database.query('DELETE FROM running_matches');
    const taken = await packed(inner).takeOver(FOUND, 'new-process');
    assert.deepEqual([taken?.table, taken?.journal], [table, journal]);
    await assertMoved();
  });

  it('are not opened, and not put back by whom they do not belong to', async () => {
    const postgres = packed(new PostgresMatchStore(database, FORMAT));
    await assert.rejects(postgres.open(MATCH, 'b', table), Fenced);
    await assert.rejects(postgres.restore({ match: MATCH, epoch: 1 }, 'b', storedMatch([])), Fenced);
    await assert.rejects(postgres.append({ match: MATCH, epoch: 1 }, entries(1, 1), 0), Missing);
    await postgres.restore({ match: MATCH, epoch: 2 }, 'b', storedMatch(entries(1, 1)));
    assert.deepEqual(await database.query('SELECT 1 FROM running_matches'), []);
    assert.deepEqual(await postgres.find(MATCH), { match: MATCH, owner: 'b', epoch: 2 });
  });

  it('are closed where they are', async () => {
    const store = packed(inner);
    const taken = await store.takeOver(FOUND, 'b');
    assert.ok(taken);
    await store.close(taken.own);
    assert.equal(await store.find(MATCH), null);
    assert.deepEqual(await redis.keys(`*${MATCH}*`), [keyOf('meta')], 'that it is over, for an hour');
  });

  it('are taken over once by many who try at once', async () => {
    const stores = ['b', 'c', 'd', 'e'].map((owner) => ({ owner, store: packed(newStore()) }));
    const taken = await Promise.all(stores.map(({ owner, store }) => store.takeOver(FOUND, owner)));
    const won = taken.filter((each) => each !== null);
    assert.equal(won.length, 1);
    assert.deepEqual(won[0]?.journal, journal);
    await assertMoved();
  });

  it('have their seed, in clear before and after', async () => {
    const now = () => 1_790_000_100_000;
    const records = new PostgresMatchRecords(database, {
      newRating,
      hashOf: () => '',
      sealer: testSealer,
      now,
    });
    await records.finished(
      {
        ...{ id: MATCH, game: 'relay', outcome: 'finished', finishedAt: now(), gameMs: 1, standings: [] },
        ...{ left: [], ledger: [], journal: [], records: [], finalState: {}, stateHash: '' },
      },
      rated,
    );
    assert.equal((await records.replay(MATCH))?.setup.seed, SEED);
  });

  it('go on in an embedded Postgres', async () => {
    const embedded = await freshEmbedded();
    await fillPostgres(embedded);
    const store = packed(new PostgresMatchStore(embedded, FORMAT, { embedded: true }));
    const taken = await store.takeOver(FOUND, 'new-process');
    assert.ok(taken);
    assert.deepEqual(taken.table, tableOfBackup);
    await store.append(taken.own, entries(backedUp + 1, backedUp + 1), 1);
    assert.deepEqual(await embedded.query('SELECT 1 FROM running_journal'), []);
  });
});
