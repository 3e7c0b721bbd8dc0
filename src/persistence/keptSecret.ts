import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Shorter ones are the remains of a write that broke off. */
const LENGTH = 64;

/**
 * A secret that is made once and kept in a folder, in `jwt-secret`: of many processes that make it at once, all get
 * the same.
 */
export async function keptSecret(folder: string): Promise<string> {
  const file = join(folder, 'jwt-secret');
  const kept = await readSecret(file);
  if (kept !== null && kept.length >= LENGTH) return kept;
  if (kept !== null) await rm(file, { force: true });
  await mkdir(folder, { recursive: true });
  const aside = `${file}.${randomUUID()}`;
  try {
    await write(aside, randomBytes(LENGTH / 2).toString('hex'));
    await link(aside, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error; // somebody was quicker
    });
  } finally {
    await rm(aside, { force: true });
  }
  return readFile(file, 'utf8');
}

/** Null when there is none. */
async function readSecret(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Readable by its owner alone, and on disk when it returns. */
async function write(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
