import { openDatabase } from '../../src/persistence/dataSource.ts';
import { startEmbeddedPostgres } from '../../src/persistence/embedded/embeddedPostgres.ts';
import { makeAhead } from '../../src/persistence/embedded/makeAhead.ts';

/** A process that makes the database that others are copies of, and ends. */
const [folder = ''] = process.argv.slice(2);
await makeAhead(folder); // as `npm start` does
const postgres = await startEmbeddedPostgres(folder);
const database = await openDatabase(postgres.url, { poolSize: 1 });
await database.destroy();
await postgres.stop();
