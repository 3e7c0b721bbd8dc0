import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { MIGRATIONS, migrate, revert } from '../../src/persistence/migrate.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';

/** What TypeORM would change to make the tables what the entities say. */
async function pendingChanges(database: DataSource): Promise<string[]> {
  const changes = await database.driver.createSchemaBuilder().log();
  return changes.upQueries.map(({ query }) => query);
}

async function tables(database: DataSource): Promise<string[]> {
  const rows: { tablename: string }[] = await database.query(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
  );
  return rows.map(({ tablename }) => tablename);
}

describe('the schema', function () {
  this.timeout(180_000);

  it('is made by every migration there is, in their order', () => {
    const files = readdirSync(new URL('../../src/persistence/migrations/', import.meta.url));
    const made = MIGRATIONS.map(({ name }) => `${name}.ts`);
    assert.deepEqual([...made].sort(), files.sort());
    const times = made.map((file) => Number(/\d+/.exec(file)?.[0]));
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
  });

  it('is what the entities say, in a real Postgres', async () => {
    const database = await openDatabase(await freshPostgres(), { poolSize: 2 });
    try {
      assert.deepEqual(await pendingChanges(database), []);
    } finally {
      await database.destroy();
    }
  });

  it('is what the entities say, in the embedded Postgres', async () => {
    assert.deepEqual(await pendingChanges(await freshEmbedded()), []);
  });

  it('is migrated once by processes that start together', async () => {
    const url = await freshPostgres();
    await Promise.all([migrate(url), migrate(url), migrate(url)]);
    const database = await openDatabase(url, { poolSize: 1 });
    const [{ count }] = await database.query('SELECT count(*)::int AS count FROM migrations');
    await database.destroy();
    assert.equal(count, MIGRATIONS.length);
  });

  it('goes back to nothing', async () => {
    const url = await freshPostgres();
    const database = await openDatabase(url, { poolSize: 1 });
    for (const _ of MIGRATIONS) await revert(url);
    const left = await tables(database);
    await database.destroy();
    assert.deepEqual(left, ['migrations']);
  });
});
