import { join } from 'node:path';
import { Client } from 'pg';
import type { BackupDocument } from './backupDocument.ts';
import type { Course } from './Course.ts';
import { type Contents, checkRows, contentsOf, startable, TABLES, tablesIn } from './contents.ts';
import { PsqlTransaction } from './PsqlTransaction.ts';
import { checkTool, startTool } from './postgresTool.ts';
import { Refused } from './Refused.ts';
import { at, CONNECTING, reached } from './reached.ts';

const DUMP = 'database.dump';

/** Dumps a Postgres, and counts what is in it as of the same moment. The processes go on. */
export async function backupPostgres(url: string, to: string, course: Course): Promise<Contents> {
  return withClient(url, async (database) => {
    await database.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await database.query('SELECT pg_export_snapshot() AS snapshot');
    const flags = [
      '--verbose',
      '--format=custom', // compressed, and of which parts can be restored
      `--snapshot=${rows[0].snapshot}`,
      '--lock-wait-timeout=10s', // behind a migration it gives up, and keeps nobody waiting
      '--no-owner', // it is restored for the user who connects
      '--no-privileges',
      `--file=${join(to, DUMP)}`,
    ];
    const { child, ended } = startTool('pg_dump', flags, { url, course });
    child.stdout?.resume();
    await ended;
    course.say('counting …');
    return contentsOf(database);
  });
}

/** @throws Refused where the tools are not there or cannot read the dump: they may be older than what made it */
export async function checkDump(from: string): Promise<void> {
  await checkTool('psql', ['--version']);
  await checkTool('pg_restore', ['--list', join(from, DUMP)]);
}

/** @throws Refused where processes of Parlor are connected, or something is that may not be lost */
export async function checkPlace(url: string, overwrite: boolean): Promise<void> {
  await withClient(url, async (database) => {
    await checkUnused(database);
    const { length } = await tablesIn(database);
    if (length > 0 && !overwrite)
      throw new Refused(`The database has ${length} tables: give --overwrite to lose what is there.`);
  });
}

interface Restoring {
  expected: BackupDocument;
  endMatches: boolean;
  course: Course;
  /** Called when all is there but not committed: what is done in it belongs to the database of before. */
  beforeCommit(): Promise<void>;
}

/**
 * Restores a dump in one transaction, with everything that makes it one to start on: all of it is there, or all that
 * was there before.
 */
export async function restorePostgres(
  from: string,
  url: string,
  { expected, endMatches, course, beforeCommit }: Restoring,
): Promise<void> {
  const transaction = new PsqlTransaction(url, course);
  try {
    const tables = await transaction.ask(TABLES);
    const drop = tables.length > 0 ? [`DROP TABLE ${tables.join(', ')} CASCADE`] : [];
    await transaction.ask(...drop, 'DROP SCHEMA IF EXISTS pgboss CASCADE');
    const flags = ['--verbose', '--no-owner', '--no-privileges', '--file=-', join(from, DUMP)];
    await transaction.follow(startTool('pg_restore', flags, { course }));
    course.say('counting …');
    await transaction.ask('RESET ALL'); // pg_restore finds names without a search path
    const restored = await transaction.ask(TABLES);
    const counted = await transaction.ask(...restored.map((table) => `SELECT count(*) FROM ${table}`));
    checkRows(Object.fromEntries(restored.map((table, i) => [table, Number(counted[i])])), expected.rows);
    await transaction.ask(...startable(endMatches), 'SET CONSTRAINTS ALL IMMEDIATE');
    await beforeCommit();
    await transaction.commit();
  } finally {
    await transaction.end();
  }
  await withClient(url, (database) => database.query('ANALYZE')).catch((error: Error) =>
    course.say(`Postgres will find out by itself how large its tables are: ${error.message}`),
  );
}

async function checkUnused(database: Client): Promise<void> {
  const { rows } = await database.query(
    `SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'parlor%' AND pid <> pg_backend_pid()`,
  );
  if (rows[0].n > 0)
    throw new Refused(`${rows[0].n} connections of Parlor are open: stop its processes first.`);
}

async function withClient<T>(url: string, work: (database: Client) => Promise<T>): Promise<T> {
  const database = new Client({
    connectionString: url,
    ...CONNECTING,
    application_name: 'backup of Parlor',
  });
  await reached(database, `Postgres at ${at(url)}`);
  return work(database).finally(() => database.end());
}
