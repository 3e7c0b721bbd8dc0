import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { replaceFolder, settleReplacing } from '../src/persistence/embedded/replaceFolder.ts';
import { writeDocument } from './backup/backupDocument.ts';
import { runCommand } from './backup/command.ts';
import { backupEmbedded } from './backup/embedded.ts';
import { filesBelow, sumFiles } from './backup/files.ts';
import { backupPostgres } from './backup/postgres.ts';
import { Refused } from './backup/Refused.ts';
import { listed, unknownKeys } from './backup/sealingKeys.ts';

const USAGE = `Makes a backup of the database while Parlor runs.

  npm run backup -- <folder> [options]

  --overwrite       replaces what is in the folder
  --minutes <n>     after which it is given up; 60 by default

It is of DATABASE_URL, or of the embedded database in PARLOR_DATA_DIR: run it with the environment of the server. Secrets
are not in it; it says which sealing keys it needs. It ends with 0, with 1 when it failed, with 2 when it did not begin.`;

await runCommand(USAGE, async ({ config, folder: given, overwrite, course }) => {
  const folder = resolve(given);
  const aside = `${folder}.unfinished`;
  await makeRoom(folder, aside, overwrite);
  try {
    const madeAt = new Date().toISOString();
    const kind = config.databaseUrl ? 'postgres' : 'embedded';
    const contents = config.databaseUrl
      ? await backupPostgres(config.databaseUrl, aside, course)
      : await backupEmbedded(config.dataDir, aside, course);
    const files = await sumFiles(aside, await filesBelow(aside), course);
    await writeDocument(aside, { kind, made_at: madeAt, ...contents, files });
    await replaceFolder(aside, folder);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const rows = Object.values(contents.rows).reduce((sum, n) => sum + n, 0);
    console.log(`${folder} is a whole backup: ${rows} rows, ${Math.ceil(bytes / 1e6)} MB.`);
    const { sealing_keys: keys } = contents;
    if (keys.length > 0)
      console.log(`Running matches in it need ${listed(keys)}: keep the secret elsewhere.`);
    const missing = await unknownKeys(keys, config);
    if (missing.length > 0) console.error(`This environment does not know ${listed(missing)}.`);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
});

/** @throws Refused when a backup cannot stand there */
async function makeRoom(folder: string, aside: string, overwrite: boolean): Promise<void> {
  try {
    await settleReplacing(folder);
    if (existsSync(folder) && (await readdir(folder)).length > 0 && !overwrite)
      throw new Refused(`${folder} is not empty: give --overwrite to lose what is there.`);
    await mkdir(dirname(folder), { recursive: true });
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside, { mode: 0o700 });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : new Refused(`${folder} cannot be made: ${message}`);
  }
}
