import { chmod, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { PGlite } from '@electric-sql/pglite';
import { makeInChild } from './makeAhead.ts';
import { SyncedNodeFs } from './SyncedNodeFs.ts';

const START_PARAMETERS = [
  // -F would switch fsync off. wal_sync_method: fdatasync does nothing in Emscripten, fsync does (SyncedNodeFs).
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
  ...['-c', 'max_wal_size=64MB', '-c', 'min_wal_size=32MB'],
  ...['-c', 'shared_buffers=32MB'],
  // What a backup that was killed would keep of the log of writes.
  ...['-c', 'max_slot_wal_keep_size=1GB'],
];

/** Opens the database in a directory, and makes it when the directory is not there. */
export async function openPglite(directory: string): Promise<PGlite> {
  await makeInChild(directory);
  return open(directory);
}

/**
 * Compiles WebAssembly once, and not again when it has run for a while. One function of Postgres would take 600 MB and
 * 2.5 s of a core for that, at every start, and a journal is written no faster after it: it waits for the disk.
 */
const COMPILE_ONCE = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

function open(directory: string): Promise<PGlite> {
  for (const flag of COMPILE_ONCE) setFlagsFromString(flag);
  return PGlite.create({ fs: new SyncedNodeFs(directory), startParams: START_PARAMETERS });
}

/** Makes a new database aside, so that one that was interrupted is never taken for a whole one. */
export async function makePglite(directory: string): Promise<void> {
  const [folder, begun] = [dirname(directory), `${basename(directory)}.unfinished`];
  for (const left of (await readdir(folder)).filter((name) => name.startsWith(begun)))
    await rm(join(folder, left), { recursive: true, force: true });
  // One's own: who was left by a server that was killed may be at it still.
  const unfinished = join(folder, `${begun}-${process.pid}`);
  const database = await open(unfinished);
  await database.close();
  await chmod(unfinished, 0o700);
  await rename(unfinished, directory);
}
