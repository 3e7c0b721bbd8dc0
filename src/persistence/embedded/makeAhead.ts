import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { LockedError, lockFile } from './directoryLock.ts';
import { settleReplacing } from './replaceFolder.ts';

const MAKER = fileURLToPath(new URL('./makeDatabase.ts', import.meta.url));

/** Makes a database in a process of its own, where there is none, nor one that a restore did not come to replace. */
export async function makeInChild(directory: string): Promise<void> {
  await settleReplacing(directory);
  if (!existsSync(directory)) await promisify(execFile)(process.execPath, [MAKER, directory]);
}

/** Makes the embedded database of a data folder before its server starts, while something else takes its time. */
export async function makeAhead(dataDir: string): Promise<void> {
  const home = resolve(dataDir);
  if (existsSync(join(home, 'postgres'))) return;
  await mkdir(home, { recursive: true });
  try {
    const unlock = await lockFile(join(home, 'postgres.lock'));
    await makeInChild(join(home, 'postgres')).finally(unlock);
  } catch (error) {
    if (!(error instanceof LockedError)) throw error; // the server says so when it starts
  }
}
