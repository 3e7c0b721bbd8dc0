import type { Client } from 'pg';
import { CANCELLED } from '../../src/persistence/packing.ts';

/** What a database has in it: the ids of keys that running matches need, and how many rows each table has. */
export interface Contents {
  sealing_keys: string[];
  rows: Record<string, number>;
}

/** What a cancelled match's checkpoint begins with. */
const MARK = `'\\x0${CANCELLED}'::bytea`;

/** Sealed bytes begin with 1 and the key's id. What a version before format 2 stored in clear begins otherwise. */
const KEYS = `SELECT DISTINCT encode(substring(sealed FROM 2 FOR 4), 'hex') AS id FROM (
    SELECT CASE WHEN substring(snapshot FROM 1 FOR 1) = ${MARK} THEN substring(snapshot FROM 2) ELSE snapshot END AS sealed
    FROM match_checkpoints UNION ALL SELECT entry FROM match_journals
  ) AS all_sealed WHERE length(sealed) > 5 AND get_byte(sealed, 0) = 1 ORDER BY 1`;

/** Selects the tables of Parlor, and of its job queue, that there are. */
export const TABLES = `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
  WHERE schemaname IN ('public', 'pgboss') ORDER BY 1`;

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

/** @throws Error when there are not as many rows of each table as the backup says */
export function checkRows(found: Contents['rows'], expected: Contents['rows']): void {
  const tables = new Set([...Object.keys(found), ...Object.keys(expected)]);
  const wrong = [...tables].filter((table) => found[table] !== expected[table]);
  if (wrong.length === 0) return;
  const each = wrong.map((table) => `${table} ${found[table] ?? 0} of ${expected[table] ?? 0}`);
  throw new Error(`Not everything is there: ${each.join(', ')} rows.`);
}

/** Statements that make of a copy what a server may start on. @param endMatches matches that ran are not to go on */
export function startable(endMatches: boolean): string[] {
  return [...NEW_EPOCHS, ...(endMatches ? CANCEL_RUNNING : [])];
}

/**
 * Clients hold on to what is newer than what was restored: a new epoch tells them that it is another story from here
 * on. That of the button is the time, as nobody knows which ones there were after the backup.
 */
const NEW_EPOCHS = [
  'UPDATE notification_head SET epoch = gen_random_uuid()',
  'UPDATE button_head SET epoch = greatest(epoch + 1, extract(epoch FROM now())::bigint)',
];

/**
 * The server that starts on this database has the keys: it ends these, with what is known of them. Those that a version
 * before format 2 stored are moved to the others, as a server would.
 */
const CANCEL_RUNNING = [
  `INSERT INTO match_owners (match_id, owner, epoch, game, format, clock, entries)
    SELECT match_id, '', epoch, snapshot->>'game', 1, 0,
      (SELECT count(*) FROM running_journal WHERE running_journal.match_id = running_matches.match_id)
    FROM running_matches`,
  `INSERT INTO match_checkpoints (match_id, snapshot)
    SELECT match_id, convert_to(snapshot::text, 'UTF8') FROM running_matches`,
  `INSERT INTO match_journals (match_id, seq, entry)
    SELECT match_id, seq, convert_to(entry::text, 'UTF8') FROM running_journal`,
  'DELETE FROM running_matches',
  `UPDATE match_checkpoints SET snapshot = ${MARK} || snapshot
    WHERE substring(snapshot FROM 1 FOR 1) <> ${MARK}`,
];
