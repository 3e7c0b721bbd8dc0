import type { Client } from 'pg';

/** What a database has in it: the ids of keys that running matches need, and how many rows each table has. */
export interface Contents {
  sealing_keys: string[];
  rows: Record<string, number>;
}

/** Sealed bytes begin with 1 and the key's id. What a version before format 2 stored in clear begins otherwise. */
const KEYS = `SELECT DISTINCT encode(substring(sealed FROM 2 FOR 4), 'hex') AS id FROM (
    SELECT snapshot AS sealed FROM match_checkpoints UNION ALL SELECT entry FROM match_journals
  ) AS all_sealed WHERE length(sealed) > 5 AND get_byte(sealed, 0) = 1 ORDER BY 1`;

const TABLES = `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
  WHERE schemaname IN ('public', 'pgboss') ORDER BY 1`;

/** The tables of Parlor, and of its job queue, that there are. */
export async function tablesIn(database: Client): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(TABLES);
  return rows.map(({ name }) => name);
}

/** What a database has in it, as of one moment where it is asked in a transaction. */
export async function contentsOf(database: Client): Promise<Contents> {
  const rows: Record<string, number> = {};
  for (const table of await tablesIn(database)) {
    const counted = await database.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`);
    rows[table] = Number(counted.rows[0]?.n);
  }
  const keys = await database.query<{ id: string }>(KEYS);
  return { sealing_keys: keys.rows.map(({ id }) => id), rows };
}

/** @throws Error when it is not what the backup says */
export function checkContents(found: Contents, expected: Contents): void {
  const tables = new Set([...Object.keys(found.rows), ...Object.keys(expected.rows)]);
  const wrong = [...tables].filter((table) => found.rows[table] !== expected.rows[table]);
  if (wrong.length === 0) return;
  const each = wrong.map((table) => `${table} ${found.rows[table] ?? 0} of ${expected.rows[table] ?? 0}`);
  throw new Error(`Not everything is there: ${each.join(', ')} rows.`);
}

/** Nobody can open the matches that ran any more: the server that starts on this database ends them as abandoned. */
async function endRunning(database: Client): Promise<void> {
  await database.query(`UPDATE match_checkpoints SET snapshot = ''`);
  await database.query('DELETE FROM match_journals');
}

/** Makes of a copy what a server may start on. @param endMatches matches that ran are over */
export async function makeStartable(database: Client, endMatches: boolean): Promise<void> {
  await beginNewEpochs(database);
  if (endMatches) await endRunning(database);
}

/**
 * Clients hold on to what is newer than what was restored: a new epoch tells them that it is another story from here on.
 * That of the button is the time, as nobody knows which ones there were after the backup.
 */
async function beginNewEpochs(database: Client): Promise<void> {
  await database.query('UPDATE notification_head SET epoch = gen_random_uuid()');
  await database.query(
    'UPDATE button_head SET epoch = greatest(epoch + 1, extract(epoch FROM now())::bigint)',
  );
}
