import assert from 'node:assert/strict';
import { type SinonFakeTimers, useFakeTimers } from 'sinon';
import type { DataSource } from 'typeorm';
import { Random } from '../../src/lib/random.ts';
import { FORMAT } from '../../src/match/matchStore.ts';
import { startUpkeep } from '../../src/persistence/embedded/upkeep.ts';
import { PostgresMatchStore } from '../../src/persistence/postgres/postgresMatchStore.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { packed, storedTable } from './matchStoreContract.ts';
import { newId } from './stores.ts';

/** Text that does not compress. */
function noise(seed: string): string {
  const random = Random.seeded(seed);
  return Array.from({ length: 20_000 }, () => String.fromCharCode(random.int(32, 126))).join('');
}

describe('upkeep of the embedded Postgres', function () {
  this.timeout(180_000);
  let clock: SinonFakeTimers;

  beforeEach(() => {
    clock = useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => clock.restore());

  /** A database that only remembers what it was asked. */
  function fakeDatabase(answer: (statement: string) => Promise<void>) {
    const statements: string[] = [];
    const query = (statement: string) => {
      statements.push(statement);
      return answer(statement);
    };
    return { statements, database: { query } as unknown as DataSource };
  }

  it('vacuums running matches every time, everything every 60th, and makes a checkpoint every fifth', async () => {
    const { statements, database } = fakeDatabase(async () => {});
    const stop = startUpkeep(database, { warn: () => assert.fail() }, 1000);
    clock.tick(60_000);
    await stop();
    clock.tick(60_000);
    const hot = 'VACUUM match_owners, match_checkpoints, match_journals, match_ends, queue_tickets';
    const five = [hot, hot, hot, hot, hot, 'CHECKPOINT'];
    assert.deepEqual(statements.slice(0, 6), five);
    assert.deepEqual(statements.slice(-6), [hot, hot, hot, hot, 'VACUUM (ANALYZE)', 'CHECKPOINT']);
    assert.equal(statements.length, 60 + 12);
  });

  it('keeps running matches from filling the disk', async () => {
    const database = await freshEmbedded();
    const store = packed(new PostgresMatchStore(database, FORMAT, { embedded: true }));
    const own = await store.open(newId(), 'a', storedTable());
    const stop = startUpkeep(database, { warn: (error) => assert.fail(String(error)) }, 1000);
    const sizes: number[] = [];
    for (let minute = 0; minute < 4; minute++) {
      for (let i = 0; i < 30; i++) {
        await store.append(own, [], i);
        await store.checkpoint(own, storedTable({ deadline: i, state: noise(`${minute} ${i}`) }));
      }
      clock.tick(1000);
      await database.query('SELECT 1'); // waits its turn on the one connection
      const [row] = await database.query(
        `SELECT (pg_total_relation_size('match_owners') + pg_total_relation_size('match_checkpoints'))::int AS bytes`,
      );
      sizes.push(row.bytes);
    }
    await stop();
    assert.ok((sizes[3] ?? 0) < 1.5 * (sizes[0] ?? 0), `${sizes}`);
  });

  it('goes on after a failure, and tells of it', async () => {
    const warnings: string[] = [];
    const { statements, database } = fakeDatabase(() => Promise.reject(new Error('away')));
    const stop = startUpkeep(database, { warn: (_, message) => warnings.push(message) }, 1000);
    clock.tick(2000);
    await stop();
    assert.equal(statements.length, 2);
    assert.equal(warnings.length, 2);
  });
});
