import { openDatabase } from '../../src/persistence/dataSource.ts';
import { startEmbeddedPostgres } from '../../src/persistence/embedded/embeddedPostgres.ts';

/**
 * A process with an embedded Postgres. It writes rows and tells of each once it was acknowledged, until it is killed.
 */
const [dataDir = ''] = process.argv.slice(2);
try {
  const postgres = await startEmbeddedPostgres(dataDir);
  const database = await openDatabase(postgres.url, { poolSize: 1 });
  await database.query('CREATE TABLE IF NOT EXISTS acknowledged (n integer)');
  for (let n = 1; ; n++) {
    await database.query('INSERT INTO acknowledged VALUES ($1)', [n]);
    process.send?.({ acknowledged: n });
  }
} catch (error) {
  process.send?.({ failed: String(error) }, () => process.exit(1));
}
