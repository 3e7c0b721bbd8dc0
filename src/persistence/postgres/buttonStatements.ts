/*
 * The statements of `PostgresButton`. Who stores holds the row of `button_head` against who begins an epoch: what is
 * stored is read back by the next epoch, or is never stored.
 */

/** So many of each kind of record are kept and shown. */
export const MAX_RECORDS = 100;

const COLUMNS = 'epoch, version, player, request_id, at, seen, ends, count, started_at, left_ms';

/**
 * Stores what is of the epoch that goes on, and the records with it. What was there before changes nothing.
 * $1 rows as JSON. Answers those that are new.
 */
export const STORE = `WITH given AS (
    SELECT * FROM json_to_recordset($1::json) AS row(epoch bigint, version bigint, player uuid, request_id text,
      at timestamptz, seen bigint, ends timestamptz, count integer, started_at timestamptz, left_ms integer)
  ), head AS (
    SELECT epoch FROM button_head WHERE id = 1 FOR SHARE
  ), fresh AS (
    INSERT INTO button_pushes (${COLUMNS})
    SELECT given.* FROM given JOIN head ON head.epoch = given.epoch ORDER BY given.version
    ON CONFLICT DO NOTHING RETURNING ${COLUMNS}
  ), closest AS (
    INSERT INTO button_closest (epoch, version, player, left_ms, at)
    SELECT epoch, version, player, left_ms, at FROM fresh
    WHERE left_ms < coalesce((SELECT left_ms FROM button_closest ORDER BY left_ms, at
      OFFSET ${MAX_RECORDS - 1} LIMIT 1), 2147483647)
    ON CONFLICT DO NOTHING
  ), rounds AS (
    INSERT INTO button_rounds (started_at, ends, count)
    SELECT started_at, max(ends), max(count) FROM fresh GROUP BY started_at ORDER BY started_at
    ON CONFLICT (started_at) DO UPDATE SET ends = greatest(button_rounds.ends, excluded.ends),
      count = greatest(button_rounds.count, excluded.count)
  ), own AS (
    INSERT INTO button_players AS known (player, pushes, left_ms, at)
    SELECT fresh.player, count(*), min(fresh.left_ms), (array_agg(fresh.at ORDER BY fresh.left_ms NULLS LAST))[1]
      FROM fresh LEFT JOIN players AS p ON p.id = fresh.player WHERE p.deleted_at IS NULL
      GROUP BY fresh.player ORDER BY fresh.player
    ON CONFLICT (player) DO UPDATE SET pushes = known.pushes + excluded.pushes,
      at = CASE WHEN excluded.left_ms < known.left_ms OR known.left_ms IS NULL THEN excluded.at ELSE known.at END,
      left_ms = least(known.left_ms, excluded.left_ms)
  ) SELECT epoch, version FROM fresh`;

/** $1 players, $2 their requests, pair by pair. */
export const BY_REQUEST = `SELECT p.epoch, p.version, p.player, p.request_id, p.at, p.seen, p.ends, p.count, p.started_at,
    p.left_ms
  FROM unnest($1::uuid[], $2::text[]) AS given(player, request_id)
  JOIN button_pushes AS p ON p.player = given.player AND p.request_id = given.request_id`;

/** $1 epochs, $2 versions, pair by pair. Those that are there. */
export const THERE = `SELECT p.epoch, p.version FROM unnest($1::bigint[], $2::bigint[]) AS given(epoch, version)
  JOIN button_pushes AS p ON p.epoch = given.epoch AND p.version = given.version`;

/** $1 an epoch that was heard of. */
export const NEXT_EPOCH = `INSERT INTO button_head AS head (id, epoch) VALUES (1, $1::bigint + 1)
  ON CONFLICT (id) DO UPDATE SET epoch = greatest(head.epoch, $1::bigint) + 1 RETURNING epoch`;

export const NEWEST = `SELECT ${COLUMNS} FROM button_pushes ORDER BY epoch DESC, version DESC LIMIT 1`;

/** $1 since when, $2 limit. */
export const RECENT = `SELECT ${COLUMNS} FROM button_pushes WHERE at >= $1 ORDER BY at DESC LIMIT $2`;

export const CLOSEST = `SELECT c.player, p.name, p.face, c.left_ms, c.at FROM button_closest AS c
  LEFT JOIN players AS p ON p.id = c.player ORDER BY c.left_ms, c.at LIMIT ${MAX_RECORDS}`;

export const LONGEST = `SELECT started_at, ends, count FROM button_rounds
  ORDER BY ends - started_at DESC, started_at LIMIT ${MAX_RECORDS}`;

/** $1 player. */
export const OF_PLAYER = 'SELECT pushes, left_ms, at FROM button_players WHERE player = $1';

/** So many pushes are forgotten in one statement: few enough for the embedded one, which does one thing at a time. */
export const FORGET_AT_ONCE = 1000;

/** $1 before when. */
export const FORGET = `DELETE FROM button_pushes WHERE (epoch, version) IN (
    SELECT epoch, version FROM button_pushes WHERE at < $1
      AND (epoch, version) <> (SELECT epoch, version FROM button_pushes ORDER BY epoch DESC, version DESC LIMIT 1)
    ORDER BY at LIMIT ${FORGET_AT_ONCE})`;

export const FORGET_CLOSEST = `DELETE FROM button_closest WHERE (epoch, version) NOT IN
  (SELECT epoch, version FROM button_closest ORDER BY left_ms, at LIMIT ${MAX_RECORDS})`;

/** The one that may go on stays. */
export const FORGET_ROUNDS = `DELETE FROM button_rounds WHERE started_at NOT IN
    (SELECT started_at FROM button_rounds ORDER BY ends - started_at DESC, started_at LIMIT ${MAX_RECORDS})
  AND started_at <> (SELECT max(started_at) FROM button_rounds)`;

/** Of those who were deleted while they pushed. */
export const FORGET_PLAYERS = `DELETE FROM button_players AS known USING players AS gone
  WHERE gone.id = known.player AND gone.deleted_at IS NOT NULL`;
