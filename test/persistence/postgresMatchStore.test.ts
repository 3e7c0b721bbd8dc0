import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { Fenced, Missing } from '../../src/lib/fencing.ts';
import { FORMAT, type MatchStore, type Ownership } from '../../src/match/matchStore.ts';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { PostgresMatchStore } from '../../src/persistence/postgres/postgresMatchStore.ts';
import { freshPostgres } from '../support/postgres.ts';
import { entries, packed, storedMatch, storedTable } from './matchStoreContract.ts';
import { newId } from './stores.ts';

const TABLES = ['match_owners', 'match_checkpoints', 'match_journals', 'running_matches', 'running_journal'];

describe('running matches that are written together', function () {
  this.timeout(180_000);
  let database: DataSource;
  let store: MatchStore;
  let statements: string[];

  before(async () => {
    database = await openDatabase(await freshPostgres(), { poolSize: 5 });
    store = packed(new PostgresMatchStore(database, FORMAT));
    statements = [];
    const pool = (database.driver as PostgresDriver).master as Pool;
    const query = pool.query.bind(pool);
    pool.query = ((statement: { text: string }) => {
      statements.push(statement.text);
      return query(statement);
    }) as typeof pool.query;
  });
  after(() => database?.destroy());

  const opened = (count: number) =>
    Promise.all(Array.from({ length: count }, () => store.open(newId(), 'a', storedTable())));

  it('are one statement, whatever is written to whichever of them', async () => {
    const owns = await opened(300);
    statements.length = 0;
    await Promise.all(
      owns.flatMap((own, i) => [
        store.append(own, entries(1, 2), i),
        store.append(own, entries(3, 3), i + 1),
        ...(i % 3 === 0 ? [store.checkpoint(own, storedTable({ deadline: i }))] : []),
      ]),
    );
    assert.equal(statements.length, 2, 'no more than 500 writes each');
    for (const [i, own] of [...owns.entries()].filter(([at]) => at % 50 === 0)) {
      const taken = await store.takeOver(own, 'b');
      assert.equal(taken?.journal.length, 3);
      assert.equal(taken.clock, i + 1);
      assert.equal(taken.table.deadline, i % 3 === 0 ? i : storedTable().deadline);
    }
  });

  it('are claimed by one statement each: many are at once when a process is killed', async () => {
    const [own] = (await opened(1)) as [Ownership];
    await store.append(own, entries(1, 2), 7);
    const { transaction } = database;
    database.transaction = () => assert.fail('a transaction takes several statements');
    try {
      const claimed = await new PostgresMatchStore(database, FORMAT).claim(own, 'b');
      assert.deepEqual(claimed, { entries: 2, clock: 7 });
    } finally {
      database.transaction = transaction;
    }
    assert.deepEqual(await store.find(own.match), { match: own.match, owner: 'b', epoch: 2 });
    assert.equal(
      await new PostgresMatchStore(database, FORMAT).claim(own, 'c'),
      null,
      'somebody was quicker',
    );
  });

  it('are refused one by one: what is wrong with one is not with the others', async () => {
    const [good, lost, gone, broken, gap] = (await opened(5)) as [
      Ownership,
      Ownership,
      Ownership,
      Ownership,
      Ownership,
    ];
    await store.takeOver(lost, 'b');
    await store.close(gone);
    const bad = entries(2 ** 40, 2 ** 40);
    const done = await Promise.allSettled([
      store.append(good, entries(1, 1), 1),
      store.append(lost, entries(1, 1), 1),
      store.append(gone, entries(1, 1), 1),
      store.append(broken, bad, 1),
      store.append(gap, entries(2, 2), 1),
      store.append(good, entries(2, 2), 2),
      store.append({ ...good, epoch: 7 }, entries(3, 3), 9),
    ]);
    const reasons = done.map((each) => (each.status === 'rejected' ? each.reason.constructor : null));
    assert.deepEqual(
      [reasons[0], reasons[1], reasons[2], reasons[4], reasons[5], reasons[6]],
      [null, Fenced, Missing, Missing, null, Missing],
    );
    assert.match(String((done[3] as PromiseRejectedResult).reason), /out of range/);
    const taken = await store.takeOver(good, 'b');
    assert.deepEqual([taken?.journal.length, taken?.clock], [2, 2]);
  });

  it('go on beside takeovers that come in between', async () => {
    const owns = await opened(40);
    const writing = Promise.allSettled(
      owns.flatMap((own) => entries(1, 5).map((entry) => store.append(own, [entry], entry.seq))),
    );
    const other = packed(new PostgresMatchStore(database, FORMAT));
    const taken = await Promise.all(owns.map((own) => other.takeOver(own, 'b')));
    const done = await writing;
    for (const [i, found] of taken.entries()) {
      assert.ok(found);
      const acknowledged = done.slice(i * 5, i * 5 + 5).filter(({ status }) => status === 'fulfilled').length;
      assert.ok(found.journal.length >= acknowledged, `${found.journal.length} of ${acknowledged}`);
    }
  });

  it('leave nothing behind', async () => {
    const mine = (await database.query(`SELECT match_id FROM match_owners`)) as { match_id: string }[];
    for (const { match_id: match } of mine) {
      const found = await store.find(match);
      assert.ok(found);
      const appending = store.append(found, entries(1, 9), 1).catch(() => {});
      await Promise.all([appending, store.close(found)]);
    }
    const again = await store.open(newId(), 'a', storedTable());
    await store.restore(again, 'a', storedMatch(entries(1, 3)));
    await store.close(again);
    for (const table of TABLES) {
      const [{ count }] = await database.query(`SELECT count(*)::int AS count FROM ${table}`);
      assert.equal(count, 0, table);
    }
    await database.query(`UPDATE match_ends SET ended_at = now() - interval '61 minutes'`);
    await store.close({ match: newId(), epoch: 1 });
    const [{ count }] = await database.query('SELECT count(*)::int AS count FROM match_ends');
    assert.equal(count, 1, 'the last one');
  });
});
