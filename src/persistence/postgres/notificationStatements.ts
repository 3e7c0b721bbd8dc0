/*
 * The statements of `PostgresNotifications`. The row of `notification_head` is locked from before a `seq` is taken
 * until the commit: so the order of commits is the order of `seq`, and who has read up to one never misses an earlier
 * one.
 */

export const ENSURE_HEAD = `INSERT INTO notification_head (id, epoch, seq, forgotten)
  VALUES (1, gen_random_uuid(), 0, 0) ON CONFLICT DO NOTHING`;

export const HEAD = 'SELECT epoch, seq, forgotten FROM notification_head WHERE id = 1';

export const LOCK_HEAD = `${HEAD} FOR UPDATE`;

/** Of `notifications AS n`. */
export const COLUMNS = `n.seq, n.id, n.kind, n.topic, n.priority, n.title, n.body, n.data, n.sender, n.created_at, n.expires_at,
  n.dedupe_key`;

/** $1 senders, $2 their keys, $3 now. */
export const BY_KEY = `SELECT ${COLUMNS} FROM unnest($1::text[], $2::text[]) AS wanted(sender, key)
  JOIN notifications AS n ON n.sender = wanted.sender AND n.dedupe_key = wanted.key AND n.expires_at > $3`;

/** $1 senders, $2 their keys: whether one waits to be sent under any of them. */
export const WAITING_BY_KEY = `SELECT FROM unnest($1::text[], $2::text[]) AS wanted(sender, key)
  JOIN scheduled_notifications AS s ON s.sender = wanted.sender AND s.dedupe_key = wanted.key LIMIT 1`;

/**
 * All of what is accepted together, in one statement: every further one is a way to the database and back. Taking the
 * head's row holds it until the commit. A notification that is for some is for those of them who are there and did not
 * mute what it is about; one that is for everybody is for all accounts there are, less those who muted it. Who mutes it
 * while this waits for the head counts as not having muted it yet.
 * Each account is looked up by itself: who joins them has all accounts read where it is not known how few are wanted.
 * $1 rows as JSON, $2 how many, $3 places, and $4 players, those of one place beside it. Answers with the seq before the
 * first.
 */
export const INSERT = `WITH head AS
    (UPDATE notification_head SET seq = seq + $2 WHERE id = 1 RETURNING seq - $2 AS before),
  fresh AS (SELECT head.before + row.place AS seq, row.* FROM head, json_to_recordset($1::json) AS row(place int,
    id uuid, kind text, topic text, priority smallint, title text, body text, data json, sender text,
    created_at timestamptz, expires_at timestamptz, dedupe_key text)),
  stored AS (INSERT INTO notifications
      (seq, id, kind, topic, priority, title, body, data, sender, created_at, expires_at, dedupe_key)
    SELECT seq, id, kind, topic, priority, title, body, data, sender, created_at, expires_at, dedupe_key FROM fresh),
  targets AS (INSERT INTO notification_targets (player, seq)
    SELECT DISTINCT p.id, n.seq FROM unnest($3::int[], $4::uuid[]) AS wanted(place, player)
    JOIN fresh AS n ON n.place = wanted.place
    CROSS JOIN LATERAL (SELECT id FROM players WHERE id = wanted.player AND deleted_at IS NULL LIMIT 1) AS p
    WHERE n.priority = 3 OR NOT EXISTS
      (SELECT FROM notification_mutes AS m WHERE m.player = p.id AND m.topic = n.topic)
    RETURNING seq),
  targeted AS (SELECT seq, count(*)::int AS players FROM targets GROUP BY seq),
  counts AS (INSERT INTO notification_counts (seq, recipients, sent, delivered, late, seen, acted, expired, closed)
    SELECT n.seq, CASE WHEN n.kind IN ('all', 'topic')
        THEN (SELECT count(*) FROM players AS p WHERE p.deleted_at IS NULL AND p.created_at <= n.created_at)
          - CASE WHEN n.priority = 3 THEN 0 ELSE (SELECT count(*) FROM notification_mutes AS m
            JOIN players AS p ON p.id = m.player AND p.deleted_at IS NULL AND p.created_at <= n.created_at
            WHERE m.topic = n.topic) END
        ELSE coalesce(t.players, 0) END,
      0, 0, 0, 0, 0, 0, false
    FROM fresh AS n LEFT JOIN targeted AS t ON t.seq = n.seq)
  SELECT before FROM head`;

/** Whether a player muted what `n` is about when it was accepted. */
const muted = (player: string) => `(
  EXISTS (SELECT FROM notification_mutes AS m
    WHERE m.player = ${player} AND m.topic = n.topic AND m.after < n.seq)
  OR EXISTS (SELECT FROM notification_past_mutes AS m
    WHERE m.player = ${player} AND m.topic = n.topic AND m.after < n.seq AND n.seq <= m.until))`;

/** Whether `n` is for everybody who had an account when it was accepted. */
const FOR_ALL = "n.kind IN ('all', 'topic')";

/** Whether `n`, of everybody, is for the account `p`. */
const FOR_ACCOUNT = `p.created_at <= n.created_at AND (n.priority = 3 OR NOT ${muted('p.id')})`;

const AFTER = `SELECT ${COLUMNS}, CASE WHEN n.kind IN ('all', 'topic') THEN NULL ELSE
    (SELECT coalesce(array_agg(t.player::text), '{}') FROM notification_targets AS t WHERE t.seq = n.seq) END AS players
  FROM notifications AS n WHERE n.seq > $1 ORDER BY n.seq LIMIT $2`;
/** $1 seq, $2 limit. There is one row, without a notification, where nothing came after it. */
export const SINCE = `SELECT head.epoch, head.seq AS newest, head.forgotten, n.*
  FROM notification_head AS head LEFT JOIN LATERAL (${AFTER}) AS n ON true WHERE head.id = 1 ORDER BY n.seq`;

/** What some of $1, a player, are with what came of them. $4 limit. */
function withReceipts(some: readonly string[], more: string, order: 'ASC' | 'DESC'): string {
  return `SELECT n.*, r.seq IS NOT NULL AS told, r.seen_at, r.acted_at, r.archived_at
    FROM (${some.join(' UNION ALL ')}) AS n
    LEFT JOIN notification_receipts AS r ON r.seq = n.seq AND r.player = $1::uuid
    ${more} ORDER BY n.seq ${order} LIMIT $4`;
}

/** $1 player, $2 seq, $3 now, $4 limit. */
function ofPlayer(newer: boolean): string {
  const [beyond, order] = newer ? (['>', 'ASC'] as const) : (['<', 'DESC'] as const);
  const forAll = `(SELECT ${COLUMNS} FROM notifications AS n JOIN players AS p ON p.id = $1::uuid
    WHERE ${FOR_ALL} AND n.seq ${beyond} $2 AND n.expires_at > $3 AND ${FOR_ACCOUNT}
    ORDER BY n.seq ${order} LIMIT $4)`;
  const own = `(SELECT ${COLUMNS} FROM notification_targets AS t JOIN notifications AS n ON n.seq = t.seq
    WHERE t.player = $1::uuid AND t.seq ${beyond} $2 AND n.expires_at > $3
    ORDER BY t.seq ${order} LIMIT $4)`;
  return withReceipts([forAll, own], '', order);
}

export const INBOX = ofPlayer(true);
export const LATEST = ofPlayer(false);
/** The parameters of `LATEST`. */
export const UNREAD = `SELECT count(*)::int AS unread FROM (${LATEST}) AS newest
  WHERE newest.seen_at IS NULL AND newest.archived_at IS NULL`;

/**
 * What is older than is asked for, and a minute more, as the clocks of processes differ: nothing below it is looked at.
 * It is found from $2 downwards, as there is no index by time.
 */
const FLOOR = `coalesce((SELECT o.seq FROM notifications AS o
  WHERE o.seq <= $2 AND o.created_at < $5::timestamptz - interval '1 minute' ORDER BY o.seq DESC LIMIT 1), 0)`;

/**
 * $1 player, $2 the highest seq, $3 now, $4 limit, $5 accepted since, $6 a seq up to which all is older than that, 0 when
 * none is known.
 */
export const UNCONFIRMED = `WITH floor AS MATERIALIZED
  (SELECT CASE WHEN $6::bigint > 0 THEN $6 ELSE ${FLOOR} END AS seq) ${withReceipts(
    [
      `(SELECT ${COLUMNS} FROM notifications AS n JOIN players AS p ON p.id = $1::uuid
      WHERE ${FOR_ALL} AND n.seq > (SELECT seq FROM floor) AND n.seq <= $2 AND n.expires_at > $3 AND n.created_at >= $5
        AND ${FOR_ACCOUNT})`,
      `(SELECT ${COLUMNS} FROM notification_targets AS t JOIN notifications AS n ON n.seq = t.seq
      WHERE t.player = $1::uuid AND t.seq > (SELECT seq FROM floor) AND t.seq <= $2 AND n.expires_at > $3 AND n.created_at >= $5)`,
    ],
    'WHERE r.delivered_at IS NULL',
    'ASC',
  )}`;

/** One after the other, so that what is new is counted once. $1 seqs. */
export const LOCK_COUNTS = `SELECT seq FROM notification_counts WHERE seq = ANY ($1::bigint[])
  ORDER BY seq FOR UPDATE`;

/** Of pairs, `given`, those that are addressed: `n` to `p`, each looked up by itself. $1 seqs, $2 players. */
const ADDRESSED_PAIRS = `unnest($1::bigint[], $2::uuid[]) AS given(seq, player)
  CROSS JOIN LATERAL (SELECT kind, topic, priority, seq, created_at, expires_at
    FROM notifications WHERE seq = given.seq LIMIT 1) AS n
  CROSS JOIN LATERAL (SELECT id, created_at
    FROM players WHERE id = given.player AND deleted_at IS NULL LIMIT 1) AS p`;
const IS_ADDRESSED = `((${FOR_ALL} AND ${FOR_ACCOUNT})
  OR EXISTS (SELECT FROM notification_targets AS t WHERE t.player = given.player AND t.seq = given.seq))`;

/** Of some pairs those that are addressed, with what is stamped. $1 seqs, $2 players. */
export const ADDRESSED = `SELECT given.seq, given.player::text, n.kind, n.priority, n.expires_at,
    r.seq IS NOT NULL AS told, r.delivered_at, r.seen_at, r.acted_at, r.archived_at
  FROM ${ADDRESSED_PAIRS}
  LEFT JOIN LATERAL (SELECT * FROM notification_receipts
    WHERE seq = given.seq AND player = given.player LIMIT 1) AS r ON true
  WHERE ${IS_ADDRESSED}`;

/** $1 seqs, $2 players, then the times of each stamp. */
export const STAMP = `INSERT INTO notification_receipts (seq, player, delivered_at, seen_at, acted_at, archived_at)
  SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[],
    $6::timestamptz[])
  ON CONFLICT (seq, player) DO UPDATE SET delivered_at = excluded.delivered_at, seen_at = excluded.seen_at,
    acted_at = excluded.acted_at, archived_at = excluded.archived_at`;

/**
 * $1 seqs, then how many more of each. A process of before noted nobody that it wrote to: `sent` is never less than
 * `delivered`. What came in time is stored after it was counted as expired where the store was away. Who signed up just
 * as it was accepted may be one of those it is for, and is counted by `RECOUNT` later.
 */
export const COUNT = `UPDATE notification_counts AS c SET delivered = c.delivered + more.delivered,
    late = c.late + more.late, seen = c.seen + more.seen, acted = c.acted + more.acted,
    sent = greatest(c.delivered + more.delivered, c.sent + more.sent),
    recipients = greatest(c.recipients, c.delivered + more.delivered, c.sent + more.sent),
    expired = CASE WHEN c.closed THEN greatest(0, c.expired - more.delivered + more.late) ELSE 0 END
  FROM unnest($1::bigint[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int[])
    AS more(seq, sent, delivered, late, seen, acted)
  WHERE c.seq = more.seq`;

/** $1 seqs, $2 players: a row without a stamp is somebody who was written to. Answers what was new. */
export const SENT = `WITH fresh AS (INSERT INTO notification_receipts (seq, player)
    SELECT DISTINCT given.seq, given.player FROM ${ADDRESSED_PAIRS} WHERE ${IS_ADDRESSED}
    ON CONFLICT DO NOTHING RETURNING seq),
  more AS (SELECT seq, count(*)::int AS sent FROM fresh GROUP BY seq),
  counted AS (UPDATE notification_counts AS c
    SET sent = c.sent + more.sent, recipients = greatest(c.recipients, c.sent + more.sent)
    FROM more WHERE c.seq = more.seq)
  SELECT n.kind, n.priority, sum(more.sent)::int AS count
  FROM more JOIN notifications AS n ON n.seq = more.seq GROUP BY n.kind, n.priority`;

/** $1 id. */
export const DELIVERY = `SELECT c.recipients, c.sent, c.delivered, c.seen, c.acted, c.expired
  FROM notifications AS n JOIN notification_counts AS c ON c.seq = n.seq WHERE n.id = $1::uuid`;

/**
 * Of everybody, later than the seq $1, accepted after $2 and until $3; $4 how many. None that comes after one that was
 * accepted later than $3, by whatever clock.
 */
export const FOR_ALL_BETWEEN = `SELECT n.seq FROM notifications AS n
  WHERE ${FOR_ALL} AND n.seq > $1 AND n.created_at > $2 AND n.created_at <= $3
    AND NOT EXISTS (SELECT FROM notifications AS o WHERE o.kind IN ('all', 'topic')
      AND o.seq > $1 AND o.seq < n.seq AND o.created_at > $3)
  ORDER BY n.seq LIMIT $4`;

/**
 * Who signed up as one of everybody was accepted, by the time of their account, may be stored only after it was counted
 * for how many it is. $1 seqs of everybody.
 */
export const RECOUNT = `UPDATE notification_counts AS c SET recipients = there.accounts,
    expired = CASE WHEN c.closed THEN greatest(0, there.accounts - c.delivered + c.late) ELSE 0 END
  FROM (SELECT n.seq, (SELECT count(*)::int FROM players AS p
      WHERE (p.deleted_at IS NULL OR p.deleted_at > n.created_at) AND ${FOR_ACCOUNT}) AS accounts
    FROM notifications AS n WHERE n.seq = ANY ($1::bigint[])) AS there
  WHERE c.seq = there.seq AND c.recipients < there.accounts`;

/** $1 now, $2 how many. */
export const CLOSE_EXPIRED = `WITH closed AS (UPDATE notification_counts AS c
    SET expired = greatest(0, c.recipients - c.delivered + c.late), closed = true
    WHERE c.seq IN (SELECT o.seq FROM notification_counts AS o JOIN notifications AS n ON n.seq = o.seq
      WHERE NOT o.closed AND n.expires_at <= $1 ORDER BY o.seq LIMIT $2)
    RETURNING c.seq, c.expired)
  SELECT n.kind, n.priority, count(*)::int AS closed, sum(closed.expired)::int AS count
  FROM closed JOIN notifications AS n ON n.seq = closed.seq GROUP BY n.kind, n.priority`;

/** $1 who expired before, $2 how many. */
export const LONG_OVER = 'SELECT seq FROM notifications WHERE expires_at <= $1 ORDER BY seq LIMIT $2';

/** $1 seqs, $2 how many. */
export const FORGET_RECEIPTS = `DELETE FROM notification_receipts WHERE (seq, player) IN
  (SELECT seq, player FROM notification_receipts WHERE seq = ANY ($1::bigint[]) LIMIT $2)`;

/** $1 seqs. */
export const FORGET = 'DELETE FROM notifications WHERE seq = ANY ($1::bigint[])';

/** What was muted for a while matters as long as there is something of then. */
export const FORGET_PAST_MUTES = `DELETE FROM notification_past_mutes AS m
  WHERE NOT EXISTS (SELECT FROM notifications AS n WHERE n.seq <= m.until)`;

/** $1 seq. */
export const FORGOTTEN = 'UPDATE notification_head SET forgotten = greatest(forgotten, $1) WHERE id = 1';

/** players */
export const MUTED = `SELECT player, array_agg(topic ORDER BY topic) AS topics
  FROM notification_mutes WHERE player = ANY ($1::uuid[]) GROUP BY player`;

/** $1 player. An account that is just being deleted is waited for, and waits. */
export const LOCK_PLAYER = 'SELECT FROM players WHERE id = $1 AND deleted_at IS NULL FOR SHARE';

/** $1 player, $2 the topics that stay muted, $3 the head. What nothing was accepted under is not noted. */
export const UNMUTE = `WITH gone AS (DELETE FROM notification_mutes
    WHERE player = $1 AND topic <> ALL ($2::text[]) RETURNING player, topic, after)
  INSERT INTO notification_past_mutes (player, topic, after, until)
  SELECT player, topic, after, $3 FROM gone WHERE after < $3 ON CONFLICT DO NOTHING`;

/** $1 player, $2 topics, $3 the head. */
export const MUTE = `INSERT INTO notification_mutes (player, topic, after)
  SELECT $1, topic, $3 FROM unnest($2::text[]) AS topic ON CONFLICT DO NOTHING`;
