import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MADE_DATABASE, makeDatabase } from './makeDatabase.ts';

/** Made for several runs, or for this one alone. */
const given = process.env[MADE_DATABASE];
let own: string | undefined;

/**
 * Puts a new embedded database into a data folder: a copy, as making one takes a core for ten seconds. Outside of tests
 * there is none to copy.
 */
export async function copyMadeDatabase(dataDir: string): Promise<void> {
  const folder = given ?? own;
  if (folder === undefined) return;
  await cp(join(folder, 'postgres'), join(dataDir, 'postgres'), {
    recursive: true,
    preserveTimestamps: true,
  });
}

// Pictures are taken of a server of tests, and mocha is not there then.
globalThis.before?.('make the database that others are copies of', async function () {
  if (given !== undefined) return;
  this.timeout(180_000); // a busy machine
  own = await mkdtemp(join(tmpdir(), 'parlor-made-'));
  await makeDatabase(own);
});

globalThis.after?.('remove the database that others are copies of', async () => {
  if (own !== undefined) await rm(own, { recursive: true, force: true });
});
