import { existsSync } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { SyncedNodeFs } from './SyncedNodeFs.ts';

const START_PARAMETERS = [
  // -F would switch fsync off. wal_sync_method: fdatasync does nothing in Emscripten, fsync does (SyncedNodeFs).
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
  ...['-c', 'max_wal_size=64MB', '-c', 'min_wal_size=32MB'],
  ...['-c', 'shared_buffers=32MB'],
];

/** Opens the database in a directory, and makes it when the directory is not there. */
export async function openPglite(directory: string): Promise<PGlite> {
  if (!existsSync(directory)) await make(directory);
  return open(directory);
}

function open(directory: string): Promise<PGlite> {
  return PGlite.create({ fs: new SyncedNodeFs(directory), startParams: START_PARAMETERS });
}

/** Makes a new database aside, so that one that was interrupted is never taken for a whole one. */
async function make(directory: string): Promise<void> {
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const database = await open(unfinished);
  await database.close();
  await chmod(unfinished, 0o700);
  await rename(unfinished, directory);
}
