import { access, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { startEmbeddedPostgres } from '../../src/persistence/embedded/embeddedPostgres.ts';
import { makeAhead } from '../../src/persistence/embedded/makeAhead.ts';

let folder: string | undefined;

/** Puts a new embedded database into a data folder: a copy, as making one takes a core for ten seconds. Outside of tests there is none to copy. */
export async function copyMadeDatabase(dataDir: string): Promise<void> {
  if (folder === undefined) return;
  await cp(join(folder, 'postgres'), join(dataDir, 'postgres'), {
    recursive: true,
    preserveTimestamps: true,
  });
}

// Pictures are taken of a server of tests, and mocha is not there then.
globalThis.before?.('make the database that others are copies of', async function () {
  this.timeout(180_000); // a busy machine
  folder = await mkdtemp(join(tmpdir(), 'parlor-made-'));
  await makeAhead(folder); // as `npm start` does
  await access(join(folder, 'postgres', 'PG_VERSION'));
  const postgres = await startEmbeddedPostgres(folder);
  const database = await openDatabase(postgres.url, { poolSize: 1 });
  await database.destroy();
  await postgres.stop();
});

globalThis.after?.('remove the database that others are copies of', async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});
