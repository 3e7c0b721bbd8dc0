import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { LockedError, lockFile } from '../../src/persistence/embedded/directoryLock.ts';
import { runningAt, startEmbeddedPostgres } from '../../src/persistence/embedded/embeddedPostgres.ts';
import { isThere, replaceFolder, settleReplacing } from '../../src/persistence/embedded/replaceFolder.ts';
import type { BackupDocument } from './backupDocument.ts';
import type { Course } from './Course.ts';
import { type Contents, checkRows, contentsOf, startable } from './contents.ts';
import { checkRoom, copyFiles, filesBelow, makeFoldersOf, sizeOf } from './files.ts';
import { Refused } from './Refused.ts';
import { CONNECTING, reached } from './reached.ts';

const POSTGRES = 'postgres';
const SLOT = 'parlor_backup';
const STATEMENT_MS = 60_000;
/** The copy's label, and the last file of the log that it needs. */
const STOP = 'SELECT labelfile AS label, pg_walfile_name(lsn) AS last FROM pg_backup_stop(false)';
/** What a copy of a running Postgres does without, as its manual says. Its log is copied last. */
const LEFT_OUT =
  /^(pg_wal|pg_replslot|pg_stat_tmp|pg_subtrans|pg_dynshmem|pg_notify|pg_serial|pg_snapshots)\/./;
const LEFT_OUT_NAMES = /(^|\/)(postmaster\.(pid|opts)|pg_internal\.init[^/]*|pgsql_tmp[^/]*)$/;

/**
 * Copies the embedded database in a data folder, while its server runs or not. The server goes on: it is asked when the
 * copy begins and when it ends, and what it wrote in between is in its log, which the copy gets as well. Then the copy
 * is opened, so that a backup is one that has been opened.
 */
export async function backupEmbedded(dataDir: string, to: string, course: Course): Promise<Contents> {
  if (!isThere(join(dataDir, POSTGRES))) throw new Refused(`${dataDir} has no database.`);
  const unlock = await lockFile(join(dataDir, 'backup.lock')).catch((error) => {
    throw error instanceof LockedError ? new Refused(`A backup of ${dataDir} is being made.`) : error;
  });
  try {
    await withServer(dataDir, (url) => copyRunning(url, dataDir, to, course));
  } finally {
    await unlock();
  }
  course.say('opening the copy …');
  const contents = await withServer(to, (url) => withClient(url, contentsOf));
  await rm(join(to, 'postgres.socket'), { recursive: true });
  return contents;
}

/** Puts a backup where an embedded database belongs, aside first: what is there is touched once all of it is good. */
export async function restoreEmbedded(
  from: string,
  dataDir: string,
  {
    expected,
    overwrite,
    endMatches,
    course,
  }: { expected: BackupDocument; overwrite: boolean; endMatches: boolean; course: Course },
): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const home = join(dataDir, POSTGRES);
  const unlock = await lockFile(join(dataDir, 'postgres.lock')).catch((error) => {
    throw error instanceof LockedError ? new Refused(error.message) : error;
  });
  const aside = join(dataDir, 'postgres.restored');
  try {
    await settleReplacing(home);
    if (existsSync(home) && (await readdir(home)).length > 0 && !overwrite)
      throw new Refused(`${home} is not empty: give --overwrite to lose what is there.`);
    await rm(aside, { recursive: true, force: true });
    const bytes = expected.files.reduce((sum, file) => sum + file.bytes, 0);
    await checkRoom(dataDir, bytes);
    await makeFoldersOf(join(from, POSTGRES), join(aside, POSTGRES));
    await copyFiles(
      expected.files.map(({ path }) => path),
      { from, to: aside, course },
    );
    course.say('opening it …');
    await withServer(aside, (url) =>
      withClient(url, async (database) => {
        checkRows((await contentsOf(database)).rows, expected.rows);
        for (const statement of ['BEGIN', ...startable(endMatches), 'COMMIT'])
          await database.query(statement);
      }),
    );
    await replaceFolder(join(aside, POSTGRES), home);
  } finally {
    await rm(aside, { recursive: true, force: true });
    await unlock();
  }
}

async function copyRunning(url: string, dataDir: string, to: string, course: Course): Promise<void> {
  const from = join(dataDir, POSTGRES);
  const target = join(to, POSTGRES);
  const sizes = await Promise.all((await filesBelow(from)).map((path) => sizeOf(join(from, path))));
  await checkRoom(
    to,
    sizes.reduce((sum, bytes) => sum + bytes, 0),
  );
  await withClient(url, async (database) => {
    await forgetBroken(database);
    // From here on no checkpoint takes away the log that the copy needs.
    await database.query(`SELECT pg_create_physical_replication_slot('${SLOT}', true, true)`);
    await database.query(`SELECT pg_backup_start('parlor', true)`);
  });
  // Meanwhile the connection is the server's own again.
  try {
    const leaveOut = (path: string) => LEFT_OUT.test(path) || LEFT_OUT_NAMES.test(path);
    await makeFoldersOf(from, target, leaveOut);
    await copyFiles(await filesBelow(from, leaveOut), { from, to: target, course });
    const { label, last } = await withClient(url, async (database) => {
      const { rows } = await database.query(STOP);
      return rows[0] as { label: string; last: string };
    });
    await writeFile(join(target, 'backup_label'), label, { mode: 0o600 });
    const first = /\(file ([\dA-F]{24})\)/.exec(label)?.[1] ?? '';
    const log = (await readdir(join(from, 'pg_wal'))).filter((name) => name >= first && name <= last);
    if (log[0] !== first)
      throw new Error('So much was written meanwhile that its log is not whole any more. Try again.');
    const paths = log.map((name) => join('pg_wal', name));
    await copyFiles(paths, { from, to: target, course });
  } finally {
    await withClient(url, forgetBroken);
  }
}

/** Ends what a backup that was killed left: all connections of the embedded Postgres are one session. */
async function forgetBroken(database: Client): Promise<void> {
  await database.query('SELECT pg_backup_stop(false)').catch(() => {});
  await database.query(
    'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1',
    [SLOT],
  );
}

/** Asks the server that runs in a data folder, or one of our own where none does. */
async function withServer<T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const own = await startEmbeddedPostgres(dataDir).catch((error) => {
    if (error instanceof LockedError) return null;
    throw error;
  });
  if (own) return work(own.url).finally(() => own.stop());
  const url = runningAt(dataDir);
  if (url === null)
    throw new Refused(`The server of ${dataDir} cannot be asked, as that path is too long: stop it first.`);
  return work(url);
}

async function withClient<T>(url: string, work: (database: Client) => Promise<T>): Promise<T> {
  const database = new Client({
    connectionString: url,
    ...CONNECTING,
    query_timeout: STATEMENT_MS,
  });
  await reached(database, 'The embedded database', Error);
  return work(database).finally(() => database.end());
}
