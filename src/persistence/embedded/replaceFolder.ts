import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What was in a place before, while something else takes it: a name that nobody gives by hand, as it is deleted. */
const before = (place: string) => `${place}.being-replaced`;

/**
 * Puts a folder that was made aside in a place, of which what is there is lost. Where that is interrupted, one of the
 * two stays whole, and `settleReplacing` puts it in order.
 */
export async function replaceFolder(made: string, place: string): Promise<void> {
  await settleReplacing(place);
  const replaced = existsSync(place);
  if (replaced) await rename(place, before(place));
  try {
    await rename(made, place);
  } catch (error) {
    if (replaced) await rename(before(place), place);
    throw error;
  }
  await syncFolder(dirname(place));
  await rm(before(place), { recursive: true, force: true });
}

/** Takes back a replacing that was interrupted before the new folder was in its place, or ends one after it. */
export async function settleReplacing(place: string): Promise<void> {
  if (!existsSync(before(place))) return;
  if (existsSync(place)) return rm(before(place), { recursive: true, force: true });
  await rename(before(place), place);
  await syncFolder(dirname(place));
}

/** Whether something is in a place, or was until a replacing was interrupted. */
export function isThere(place: string): boolean {
  return existsSync(place) || existsSync(before(place));
}

/** Brings to the disk that a folder has what is in it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
