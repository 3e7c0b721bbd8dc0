/*
 * The statements of `PostgresNotifications`. The row of `notification_head` is locked from before a `seq` is taken until the
 * commit: so the order of commits is the order of `seq`, and who has read up to one never misses an earlier one.
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
 * All of what is accepted together, in one statement: every further one is a way to the database and back. Taking the head's
 * row holds it until the commit. A notification that is for some is for those of them who are there and did not mute what it
 * is about; one that is for everybody is for all accounts there are, less those who muted it.
 * $1 rows as JSON, $2 how many. Answers with the seq before the first.
 */
export const INSERT = `WITH head AS
    (UPDATE notification_head SET seq = seq + $2 WHERE id = 1 RETURNING seq - $2 AS before),
  fresh AS (SELECT head.before + row.place AS seq, row.* FROM head, json_to_recordset($1::json) AS row(place int,
    id uuid, kind text, topic text, priority smallint, title text, body text, data json, sender text,
    created_at timestamptz, expires_at timestamptz, dedupe_key text, players json)),
  stored AS (INSERT INTO notifications
      (seq, id, kind, topic, priority, title, body, data, sender, created_at, expires_at, dedupe_key)
    SELECT seq, id, kind, topic, priority, title, body, data, sender, created_at, expires_at, dedupe_key FROM fresh),
  targets AS (INSERT INTO notification_targets (player, seq)
    SELECT DISTINCT p.id, n.seq FROM fresh AS n
    CROSS JOIN LATERAL json_array_elements_text(n.players) AS wanted(player)
    JOIN players AS p ON p.id = wanted.player::uuid AND p.deleted_at IS NULL
    WHERE n.priority = 3 OR NOT EXISTS
      (SELECT FROM notification_mutes AS m WHERE m.player = p.id AND m.topic = n.topic)
    RETURNING seq),
  counts AS (INSERT INTO notification_counts (seq, recipients, sent, delivered, seen, acted, expired, closed)
    SELECT n.seq, CASE WHEN n.kind IN ('all', 'topic')
        THEN (SELECT count(*) FROM players AS p WHERE p.deleted_at IS NULL)
          - CASE WHEN n.priority = 3 THEN 0 ELSE (SELECT count(*) FROM notification_mutes AS m
            JOIN players AS p ON p.id = m.player AND p.deleted_at IS NULL WHERE m.topic = n.topic) END
        ELSE (SELECT count(*) FROM targets AS t WHERE t.seq = n.seq) END,
      0, 0, 0, 0, 0, false
    FROM fresh AS n)
  SELECT before FROM head`;

const AFTER = `SELECT ${COLUMNS}, CASE WHEN n.kind IN ('all', 'topic') THEN NULL ELSE
    (SELECT coalesce(array_agg(t.player::text), '{}') FROM notification_targets AS t WHERE t.seq = n.seq) END AS players
  FROM notifications AS n WHERE n.seq > $1 ORDER BY n.seq LIMIT $2`;
/** $1 seq, $2 limit. There is one row, without a notification, where nothing came after it. */
export const SINCE = `SELECT head.epoch, head.seq AS newest, head.forgotten, n.*
  FROM notification_head AS head LEFT JOIN LATERAL (${AFTER}) AS n ON true WHERE head.id = 1 ORDER BY n.seq`;

const NOT_MUTED = `(n.priority = 3 OR NOT EXISTS
  (SELECT FROM notification_mutes AS m WHERE m.player = $1::uuid AND m.topic = n.topic))`;

/** $1 player, $2 seq, $3 now, $4 limit. */
function ofPlayer(newer: boolean): string {
  const [beyond, order] = newer ? ['>', 'ASC'] : ['<', 'DESC'];
  return `SELECT n.*, r.seen_at, r.acted_at, r.archived_at FROM (
      (SELECT ${COLUMNS} FROM notifications AS n
        WHERE n.kind IN ('all', 'topic') AND n.seq ${beyond} $2 AND n.expires_at > $3
          AND n.created_at >= (SELECT p.created_at FROM players AS p WHERE p.id = $1::uuid) AND ${NOT_MUTED}
        ORDER BY n.seq ${order} LIMIT $4)
      UNION ALL
      (SELECT ${COLUMNS} FROM notification_targets AS t JOIN notifications AS n ON n.seq = t.seq
        WHERE t.player = $1::uuid AND t.seq ${beyond} $2 AND n.expires_at > $3 AND ${NOT_MUTED}
        ORDER BY t.seq ${order} LIMIT $4)
    ) AS n LEFT JOIN notification_receipts AS r ON r.seq = n.seq AND r.player = $1::uuid
    ORDER BY n.seq ${order} LIMIT $4`;
}

export const INBOX = ofPlayer(true);
export const LATEST = ofPlayer(false);

/** One after the other, so that what is new is counted once. $1 seqs. */
export const LOCK_COUNTS = `SELECT seq FROM notification_counts WHERE seq = ANY ($1::bigint[])
  ORDER BY seq FOR UPDATE`;

/** Of some pairs those that are addressed, with what is stamped. $1 seqs, $2 players. */
export const ADDRESSED = `SELECT given.seq, given.player::text, r.delivered_at, r.seen_at, r.acted_at, r.archived_at
  FROM unnest($1::bigint[], $2::uuid[]) AS given(seq, player)
  JOIN notifications AS n ON n.seq = given.seq
  JOIN players AS p ON p.id = given.player AND p.deleted_at IS NULL
  LEFT JOIN notification_receipts AS r ON r.seq = given.seq AND r.player = given.player
  WHERE (n.kind IN ('all', 'topic') AND n.created_at >= p.created_at)
    OR EXISTS (SELECT FROM notification_targets AS t WHERE t.player = given.player AND t.seq = given.seq)`;

/** $1 seqs, $2 players, then the times of each stamp. */
export const STAMP = `INSERT INTO notification_receipts (seq, player, delivered_at, seen_at, acted_at, archived_at)
  SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[],
    $6::timestamptz[])
  ON CONFLICT (seq, player) DO UPDATE SET delivered_at = excluded.delivered_at, seen_at = excluded.seen_at,
    acted_at = excluded.acted_at, archived_at = excluded.archived_at`;

/** $1 seqs, then how many more of each. */
export const COUNT = `UPDATE notification_counts AS c SET delivered = c.delivered + more.delivered,
    sent = greatest(c.sent, c.delivered + more.delivered), seen = c.seen + more.seen, acted = c.acted + more.acted
  FROM unnest($1::bigint[], $2::int[], $3::int[], $4::int[]) AS more(seq, delivered, seen, acted)
  WHERE c.seq = more.seq`;

/** $1 seqs, $2 how many more of each. */
export const COUNT_SENT = `UPDATE notification_counts AS c
  SET sent = least(c.recipients, greatest(c.sent + more.sent, c.delivered))
  FROM unnest($1::bigint[], $2::int[]) AS more(seq, sent) WHERE c.seq = more.seq`;

/** $1 id. */
export const DELIVERY = `SELECT c.recipients, c.sent, c.delivered, c.seen, c.acted, c.expired
  FROM notifications AS n JOIN notification_counts AS c ON c.seq = n.seq WHERE n.id = $1::uuid`;

/** $1 now. */
export const CLOSE_EXPIRED = `UPDATE notification_counts AS c
  SET expired = greatest(0, c.recipients - c.delivered), closed = true
  WHERE c.seq IN (SELECT o.seq FROM notification_counts AS o JOIN notifications AS n ON n.seq = o.seq
    WHERE NOT o.closed AND n.expires_at <= $1 ORDER BY o.seq LIMIT 500)`;

/** $1 who expired before. */
export const FORGET = `DELETE FROM notifications WHERE seq IN
  (SELECT seq FROM notifications WHERE expires_at <= $1 ORDER BY seq LIMIT 500) RETURNING seq`;

/** $1 seq. */
export const FORGOTTEN = 'UPDATE notification_head SET forgotten = greatest(forgotten, $1) WHERE id = 1';

/** players */
export const MUTED = `SELECT player, array_agg(topic ORDER BY topic) AS topics
  FROM notification_mutes WHERE player = ANY ($1::uuid[]) GROUP BY player`;
