/** The SQL of `PostgresQueue`. Those that change rows are wrapped in WITH: the driver answers plain rows then. */

const TICKET = 'ticket, state, match, priority, why';
const TABLE = 'proposal, accepted, state, since';

/** $1 tickets as texts. Those whose player has an open one, and those that are there, are left out. */
const add = `WITH new AS (SELECT value AS ticket FROM unnest($1::json[]) WITH ORDINALITY AS t (value, i) ORDER BY i),
  added AS (
    INSERT INTO queue_tickets (id, player, game, party, enqueued_at, ticket, state, match, priority, why)
    SELECT ticket->>'id', ticket->>'player', ticket->>'game', ticket->>'party',
      (ticket->>'enqueuedAt')::double precision, ticket, 'waiting', NULL, (ticket->>'priority')::boolean,
      ticket->>'why'
    FROM new ON CONFLICT DO NOTHING RETURNING id)
  SELECT id FROM added`;
const remove = 'DELETE FROM queue_tickets WHERE id = ANY ($1)';

const find = `SELECT ${TICKET} FROM queue_tickets WHERE id = ANY ($1)`;
const openOf = `SELECT ${TICKET} FROM queue_tickets
  WHERE player = ANY ($1) AND state IN ('waiting', 'proposed')`;
const waiting = `SELECT ${TICKET} FROM queue_tickets WHERE game = $1 AND state = 'waiting'`;
const count = `SELECT count(*)::int AS count FROM queue_tickets
  WHERE game = $1 AND state IN ('waiting', 'proposed')`;

// Whatever locks tickets locks them in the order of their ids. Who waited for a lock looks at the state again.

/** $1 ids, $2 state, $3 why; with one of a party go all. */
const close = `WITH held AS (
    SELECT id FROM queue_tickets WHERE state = 'waiting' AND (id = ANY ($1) OR party IN (
      SELECT party FROM queue_tickets WHERE id = ANY ($1) AND state = 'waiting'))
    ORDER BY id FOR UPDATE),
  closed AS (
    UPDATE queue_tickets SET state = $2, why = $3 WHERE id IN (SELECT id FROM held) RETURNING ${TICKET})
  SELECT ${TICKET} FROM closed`;

const makeTable = `INSERT INTO queue_proposals (match, proposal, tickets, accepted, state, since)
  VALUES ($1, $2, $3, $4, 'proposed', $5) ON CONFLICT DO NOTHING RETURNING match`;
const hold = `SELECT id FROM queue_tickets WHERE id = ANY ($1) AND state = 'waiting' ORDER BY id FOR UPDATE`;
const take = `UPDATE queue_tickets SET state = 'proposed', match = $2, why = $3 WHERE id = ANY ($1)`;
const countAt = 'SELECT count(*)::int AS count FROM queue_tickets WHERE id = ANY ($1) AND match = $2';
const removeTable = `WITH gone AS (DELETE FROM queue_proposals WHERE match = $1 RETURNING tickets)
  SELECT tickets FROM gone`;
const removeProposed = removeTable.replace('= $1', "= $1 AND state = 'proposed'");

const table = `SELECT ${TABLE} FROM queue_proposals WHERE match = $1`;
const openTables = `SELECT ${TABLE} FROM queue_proposals WHERE state <> 'opened' ORDER BY since`;

/** $1 match, $2 the ticket that agrees. */
const accept = `WITH changed AS (
    UPDATE queue_proposals SET accepted = CASE WHEN $2 = ANY (accepted) THEN accepted ELSE accepted || $2::text END
    WHERE match = $1 AND state = 'proposed' AND $2 = ANY (tickets) RETURNING ${TABLE})
  SELECT ${TABLE} FROM changed`;

/** $1 match, $2 now. The table's row is locked first: its tickets change with it alone. */
const commit = `WITH won AS (
    UPDATE queue_proposals SET state = 'matched', since = $2
    WHERE match = $1 AND state = 'proposed' AND accepted @> tickets RETURNING tickets),
  matched AS (
    UPDATE queue_tickets SET state = 'matched' FROM won WHERE id = ANY (won.tickets))
  SELECT tickets FROM won`;
/** $1 match, $2 proposal, $3 its tickets, $4 who agreed; $5 and $6 the same as they are to be now. */
const goOn = `WITH changed AS (
    UPDATE queue_proposals SET proposal = $2, tickets = $3, accepted = $4
    WHERE match = $1 AND state = 'proposed' AND tickets = $5::text[] AND accepted = $6::text[] RETURNING match)
  SELECT match FROM changed`;
const opened = `UPDATE queue_proposals SET state = 'opened' WHERE match = $1 AND state = 'matched'`;

/** $1 ids, $2 why. Who queued again meanwhile keeps the newer ticket. */
const putBack = `WITH back AS (
    UPDATE queue_tickets AS old SET state = 'waiting', match = NULL, priority = true, why = $2
    WHERE id = ANY ($1) AND NOT EXISTS (
      SELECT FROM queue_tickets AS other
      WHERE other.player = old.player AND other.id <> old.id AND other.state IN ('waiting', 'proposed'))
    RETURNING ${TICKET})
  SELECT ${TICKET} FROM back`;
/** $1 ids, $2 match, $3 why. */
const cancelRest = `UPDATE queue_tickets SET state = 'cancelled', match = NULL, why = $3
  WHERE id = ANY ($1) AND match = $2`;

/** $1 ids, $2 why of each. */
const explain = `UPDATE queue_tickets AS stored SET why = new.why
  FROM unnest($1::text[], $2::text[]) AS new (id, why)
  WHERE stored.id = new.id AND stored.state = 'waiting' AND stored.why <> new.why`;

/** $1 enqueued before. */
const forget = `DELETE FROM queue_tickets AS old
  WHERE state IN ('matched', 'cancelled', 'expired') AND enqueued_at < $1
    AND NOT EXISTS (SELECT FROM queue_proposals AS p WHERE p.match = old.match AND p.state = 'matched')`;
const forgetTables = `DELETE FROM queue_proposals AS old
  WHERE state = 'opened' AND NOT EXISTS (SELECT FROM queue_tickets WHERE id = ANY (old.tickets))`;

const letDown = `INSERT INTO queue_let_downs AS stored (player, times, last) VALUES ($1, 1, $2)
  ON CONFLICT (player) DO UPDATE SET times = stored.times + 1, last = excluded.last RETURNING times`;
const letDowns = 'SELECT times, last FROM queue_let_downs WHERE player = $1';
/** $1 the last time, epoch ms. */
const forgetLetDowns = 'DELETE FROM queue_let_downs WHERE last <= $1';

export const queueStatements = {
  add,
  remove,
  find,
  openOf,
  waiting,
  count,
  close,
  makeTable,
  hold,
  take,
  countAt,
  removeTable,
  removeProposed,
  table,
  openTables,
  accept,
  commit,
  goOn,
  opened,
  putBack,
  cancelRest,
  explain,
  forget,
  forgetTables,
  letDown,
  letDowns,
  forgetLetDowns,
};
