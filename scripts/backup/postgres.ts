import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import type { BackupDocument } from './backupDocument.ts';
import type { Course } from './Course.ts';
import { type Contents, checkContents, contentsOf, makeStartable, tablesIn } from './contents.ts';
import { Refused } from './Refused.ts';

const DUMP = 'database.dump';
const CONNECT_MS = 10_000;
/** To see what its tools last said when one fails. */
const LAST_LINES = 5;

/** Dumps a Postgres, and counts what is in it as of the same moment. The processes go on. */
export async function backupPostgres(url: string, to: string, course: Course): Promise<Contents> {
  return withClient(url, async (database) => {
    await database.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await database.query('SELECT pg_export_snapshot() AS snapshot');
    await run('pg_dump', {
      url,
      course,
      flags: [
        '--format=custom', // compressed, and of which parts can be restored
        `--snapshot=${rows[0].snapshot}`,
        '--lock-wait-timeout=10s', // behind a migration it gives up, and keeps nobody waiting
        '--no-owner', // it is restored for the user who connects
        '--no-privileges',
        `--file=${join(to, DUMP)}`,
      ],
    });
    course.say('counting …');
    return contentsOf(database);
  });
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

/** Restores a dump in one transaction: all of it is there, or nothing. What was there before is lost. */
export async function restorePostgres(
  from: string,
  url: string,
  { expected, endMatches, course }: { expected: BackupDocument; endMatches: boolean; course: Course },
): Promise<void> {
  await withClient(url, async (database) => {
    const tables = await tablesIn(database);
    if (tables.length > 0) await database.query(`DROP TABLE ${tables.join(', ')} CASCADE`);
    await database.query('DROP SCHEMA IF EXISTS pgboss CASCADE');
    const flags = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges'];
    await run('pg_restore', { url, course, flags: [...flags, join(from, DUMP)] });
    course.say('counting …');
    checkContents(await contentsOf(database), expected);
    await makeStartable(database, endMatches);
    await database.query('ANALYZE');
  });
}

async function checkUnused(database: Client): Promise<void> {
  const { rows } = await database.query(
    `SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'parlor%' AND pid <> pg_backend_pid()`,
  );
  if (rows[0].n > 0)
    throw new Refused(`${rows[0].n} connections of Parlor are open: stop its processes first.`);
}

/** Runs a tool of Postgres, which says what it does table by table. */
async function run(
  command: 'pg_dump' | 'pg_restore',
  { url, flags, course }: { url: string; flags: readonly string[]; course: Course },
): Promise<void> {
  const { address, password } = withoutPassword(url);
  const child = spawn(command, ['--verbose', `--dbname=${address}`, ...flags], {
    env: { ...process.env, ...(password && { PGPASSWORD: password }) },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal: course.signal,
  });
  const last: string[] = [];
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      const missing = `${command} is needed, of Postgres as new as the server or newer: apt-get install postgresql-client`;
      reject(error.code === 'ENOENT' ? new Refused(missing) : error);
    });
    child.once('close', resolve);
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    const table = /(?:dumping contents of|processing data for) table "(.+)"$/.exec(line)?.[1];
    if (table) course.say(table);
    last.push(line);
    if (last.length > LAST_LINES) last.shift();
  });
  const code = await ended;
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${last.join('\n')}`);
}

/** Who looks at the list of processes is not to read it. */
function withoutPassword(url: string): { address: string; password: string } {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return { address: address.href, password };
}

async function withClient<T>(url: string, work: (database: Client) => Promise<T>): Promise<T> {
  const database = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'backup of Parlor',
  });
  database.on('error', () => {}); // the next query says so
  await database.connect();
  return work(database).finally(() => database.end());
}
