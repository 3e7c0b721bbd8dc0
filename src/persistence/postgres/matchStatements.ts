import type { Prepared } from './prepared.ts';

/**
 * The statements of `PostgresMatchStore`. Whatever writes to a match changes or locks its row in `match_owners` first:
 * a takeover waits for writes that are under way, and those that come after it see the new epoch.
 */

/**
 * Writes to many matches, of each at most one. $1–$6 by match: id, epoch, clock, first and last entry (0 for none),
 * checkpoint or null; $7–$9 by entry: match, number, bytes. Answers for each match what was found and whether it was
 * written: not under another epoch, nor when entries before these are not there. Which entries are there is known from
 * their count, as of when the statement began: if that changes meanwhile it fails, and can be repeated.
 */
const write = `WITH given AS (
    SELECT * FROM unnest($1::uuid[], $2::integer[], $3::float8[], $4::integer[], $5::integer[], $6::bytea[])
      AS given (match_id, epoch, clock, first, last, snapshot)),
  written AS (
    UPDATE match_owners AS stored
      SET clock = greatest(stored.clock, given.clock), entries = greatest(stored.entries, given.last)
    FROM given WHERE stored.match_id = given.match_id AND stored.epoch = given.epoch
      AND given.first <= stored.entries + 1
    RETURNING stored.match_id),
  added AS (
    INSERT INTO match_journals (match_id, seq, entry)
    SELECT match_id, new.seq, new.entry
    FROM written JOIN unnest($7::uuid[], $8::integer[], $9::bytea[]) AS new (match_id, seq, entry) USING (match_id)
      JOIN match_owners AS before USING (match_id)
    WHERE new.seq > before.entries),
  put AS (
    UPDATE match_checkpoints AS stored SET snapshot = given.snapshot
    FROM written JOIN given USING (match_id)
    WHERE stored.match_id = written.match_id AND given.snapshot IS NOT NULL)
  SELECT given.match_id AS match, stored.epoch, stored.entries, written.match_id IS NOT NULL AS written
  FROM given LEFT JOIN match_owners AS stored USING (match_id) LEFT JOIN written USING (match_id)`;
export const WRITE: Prepared = { name: 'write matches', text: write };

const NOWHERE = `NOT EXISTS (SELECT FROM match_ends WHERE match_id = $1)
  AND NOT EXISTS (SELECT FROM running_matches WHERE match_id = $1)`;
/** id, owner, game, format, checkpoint */
export const OPEN = `WITH opened AS (
    INSERT INTO match_owners (match_id, owner, epoch, game, format, clock, entries)
    SELECT $1::uuid, $2::text, 1, $3::text, $4::smallint, 0, 0 WHERE ${NOWHERE}
    ON CONFLICT DO NOTHING RETURNING match_id)
  INSERT INTO match_checkpoints (match_id, snapshot) SELECT match_id, $5::bytea FROM opened RETURNING match_id`;

/** id, owner, epoch, game, format, clock, number of entries */
export const PUT = `INSERT INTO match_owners AS stored (match_id, owner, epoch, game, format, clock, entries)
  SELECT $1::uuid, $2::text, $3::integer, $4::text, $5::smallint, $6::float8, $7::integer
    WHERE NOT EXISTS (SELECT FROM running_matches WHERE match_id = $1 AND epoch >= $3)
  ON CONFLICT (match_id) DO UPDATE SET owner = excluded.owner, epoch = excluded.epoch, game = excluded.game,
      format = excluded.format, clock = excluded.clock, entries = excluded.entries
    WHERE stored.epoch < excluded.epoch OR (stored.epoch = excluded.epoch AND stored.owner = excluded.owner)
  RETURNING epoch`;
/** After `PUT`, as who closed it meanwhile is seen only now. */
export const ENDED = 'SELECT match_id FROM match_ends WHERE match_id = $1';
/** id, checkpoint */
export const PUT_CHECKPOINT = `INSERT INTO match_checkpoints (match_id, snapshot) VALUES ($1, $2)
  ON CONFLICT (match_id) DO UPDATE SET snapshot = excluded.snapshot`;
/** id, numbers, entries */
export const PUT_JOURNAL = `INSERT INTO match_journals (match_id, seq, entry)
  SELECT $1::uuid, new.seq, new.entry FROM unnest($2::integer[], $3::bytea[]) AS new (seq, entry)`;

/** id, epoch */
export const GIVE_UP = `WITH given AS (
    UPDATE match_owners SET owner = '' WHERE match_id = $1 AND epoch = $2 RETURNING epoch)
  SELECT epoch FROM given UNION ALL
  SELECT epoch FROM match_owners WHERE match_id = $1 AND NOT EXISTS (SELECT FROM given)`;

/** id, epoch, owner, format: what is written from here on is of this one. */
export const TAKE = `UPDATE match_owners SET owner = $3, epoch = epoch + 1, format = $4
  WHERE match_id = $1 AND epoch = $2 AND format <= $4 RETURNING epoch, game, clock, entries`;

/** id. The row is locked until its match is deleted, or it turns out that it may not be. */
export const LOCK = 'SELECT epoch FROM match_owners WHERE match_id = $1 FOR UPDATE';
export const END = `INSERT INTO match_ends (match_id, ended_at) VALUES ($1, now()) ON CONFLICT DO NOTHING`;
export const SWEEP_ENDS = `DELETE FROM match_ends WHERE ended_at < now() - interval '1 hour'`;
/** Everything of a match, after its row is locked: what was written before is seen by these. */
export const DELETE_ALL = ['match_journals', 'match_checkpoints', 'match_owners', 'running_matches'].map(
  (table) => `DELETE FROM ${table} WHERE match_id = $1`,
);

/** What processes of before store is found as well. Formats beyond $1 are left to newer processes. */
export const RUNNING = `SELECT match_id AS match, owner, epoch FROM match_owners WHERE format <= $1
  UNION ALL SELECT match_id, owner, epoch FROM running_matches`;
/** id */
export const FIND = `SELECT match_id AS match, owner, epoch FROM match_owners WHERE match_id = $1
  UNION ALL SELECT match_id, owner, epoch FROM running_matches WHERE match_id = $1`;

/** id, epoch: a match that a process of before stored, locked. Its snapshot has its game. */
export const LOCK_OLD = `SELECT snapshot->>'game' AS game FROM running_matches
  WHERE match_id = $1 AND epoch = $2 FOR UPDATE`;
/** id, owner, epoch, game. It goes over as it is, in clear. */
export const MOVE_OLD = [
  `INSERT INTO match_owners (match_id, owner, epoch, game, format, clock, entries)
    SELECT $1::uuid, $2::text, $3::integer, $4::text, 1, 0, count(*) FROM running_journal WHERE match_id = $1`,
  `INSERT INTO match_checkpoints (match_id, snapshot)
    SELECT match_id, convert_to(snapshot::text, 'UTF8') FROM running_matches WHERE match_id = $1`,
  `INSERT INTO match_journals (match_id, seq, entry)
    SELECT match_id, seq, convert_to(entry::text, 'UTF8') FROM running_journal WHERE match_id = $1`,
  'DELETE FROM running_matches WHERE match_id = $1',
];
