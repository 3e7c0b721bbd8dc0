import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Names the folder of a made database, for all processes of one run of tests. */
export const MADE_DATABASE = 'PARLOR_MADE_DATABASE';

const MAKER = fileURLToPath(new URL('./databaseMaker.ts', import.meta.url));

/**
 * Makes an embedded database with its tables in a folder, in a process of its own, which keeps what it takes of memory.
 */
export async function makeDatabase(folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [MAKER, folder]);
}
