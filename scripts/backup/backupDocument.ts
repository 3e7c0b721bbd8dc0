import { readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { z } from 'zod';
import type { CopiedFile } from './files.ts';
import { Refused } from './Refused.ts';

/** Backups of another format are refused. */
const FORMAT = 1;
const NAME = 'backup.json';

/** Whether a path stays in its folder: who changed a backup is not to write elsewhere. */
const isBelow = (path: string) =>
  !isAbsolute(path) && normalize(path) === path && !/^\.\.(?:\/|$)/.test(path);

const count = z.number().int().min(0);
const shape = z.object({
  format: z.literal(FORMAT),
  /** Of which kind of database: one is not restored into the other. */
  kind: z.enum(['embedded', 'postgres']),
  made_at: z.iso.datetime(),
  /** Ids of the keys under which running matches are sealed in it. */
  sealing_keys: z.array(z.string().regex(/^[\da-f]{8}$/)),
  /** How many rows each table has. */
  rows: z.record(z.string(), count),
  files: z.array(z.object({ path: z.string().refine(isBelow), bytes: count, sha256: z.string() })).min(1),
});

/** What `backup.json` says of the files beside it. */
export type BackupDocument = z.infer<typeof shape>;

/** Written last: a folder with it is a whole backup. */
export async function writeDocument(
  folder: string,
  { files, ...about }: Omit<BackupDocument, 'format' | 'files'> & { files: readonly CopiedFile[] },
): Promise<void> {
  const text = JSON.stringify({ format: FORMAT, ...about, files }, null, 2);
  await writeFile(join(folder, NAME), `${text}\n`, { mode: 0o600, flush: true });
}

/** @throws Refused when there is none, or none that is known here */
export async function readDocument(folder: string): Promise<BackupDocument> {
  const text = await readFile(join(folder, NAME), 'utf8').catch(() => {
    throw new Refused(`${folder} is no backup, or not a whole one: it has no ${NAME}.`);
  });
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw new Refused(`${join(folder, NAME)} is not as backups of this version have it.`);
  }
}
