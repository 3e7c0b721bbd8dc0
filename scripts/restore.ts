import { resolve } from 'node:path';
import { settleReplacing } from '../src/persistence/embedded/replaceFolder.ts';
import { readDocument } from './backup/backupDocument.ts';
import { runCommand } from './backup/command.ts';
import { restoreEmbedded } from './backup/embedded.ts';
import { checkFiles } from './backup/files.ts';
import { checkShared, forgetShared } from './backup/forgetShared.ts';
import { checkDump, checkPlace, restorePostgres } from './backup/postgres.ts';
import { Refused } from './backup/Refused.ts';
import { checkKeys } from './backup/sealingKeys.ts';

const USAGE = `Restores a backup, while no process of Parlor runs.

  npm run restore -- <folder> [options]

  --overwrite       loses what is in the database, and in Redis, where they are not empty
  --end-matches     ends the matches that ran, as abandoned: for when players saw how they went on after the backup
  --minutes <n>     after which it is given up; 60 by default

It goes to DATABASE_URL, or to the embedded database in PARLOR_DATA_DIR; with REDIS_URL, Redis forgets what it knows. Run it
with the environment of the server that is to start on it: without the keys that running matches need nothing is restored.
It ends with 0, with 1 when it failed, with 2 when it did not begin: what was in the database is there as it was.`;

await runCommand(USAGE, async ({ config, folder: given, overwrite, endMatches, course }) => {
  const folder = resolve(given);
  await settleReplacing(folder);
  const expected = await readDocument(folder);
  const { databaseUrl, redisUrl, redisPrefix: prefix, dataDir } = config;
  if ((expected.kind === 'postgres') !== (databaseUrl !== undefined))
    throw new Refused(
      expected.kind === 'postgres'
        ? 'It is a backup of a Postgres: set DATABASE_URL.'
        : 'It is a backup of the embedded database: unset DATABASE_URL.',
    );
  await checkKeys(expected.sealing_keys, config);
  course.say(`the backup of ${expected.made_at} …`);
  await checkFiles(folder, expected.files, course);
  if (databaseUrl) {
    await checkDump(folder);
    await checkPlace(databaseUrl, overwrite);
    if (redisUrl) await checkShared(redisUrl, { prefix, overwrite });
    await restorePostgres(folder, databaseUrl, {
      ...{ expected, endMatches, course },
      beforeCommit: async () => {
        if (redisUrl) await forgetShared(redisUrl, prefix);
      },
    });
  } else await restoreEmbedded(folder, dataDir, { expected, overwrite, endMatches, course });

  const rows = Object.values(expected.rows).reduce((sum, n) => sum + n, 0);
  const running = expected.rows['public.match_owners'] ?? 0;
  if (running > 0 && !endMatches)
    console.log(
      `${running === 1 ? 'One match goes on where it was' : `${running} matches go on where they were`}. Players who saw how they went on after the backup know what is to come: --end-matches ends what ran.`,
    );
  console.log(`All ${rows} rows are there. Notifications and the button are in a new epoch. Start Parlor.`);
});
