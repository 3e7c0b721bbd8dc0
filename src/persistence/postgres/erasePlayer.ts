import type { DataSource, EntityManager } from 'typeorm';
import { NAMELESS } from '../../lib/nameless.ts';
import { isUuid } from '../uuid.ts';
import { inTransaction } from './transaction.ts';

/** What is done to the tables at once, each with the player's id as $1. The rest is `eraseNames`. */
const STATEMENTS = [
  'DELETE FROM preferences WHERE player_id = $1::uuid',
  // Others would keep a place on their list for nobody.
  `UPDATE preferences SET blocked =
     (SELECT coalesce(json_agg(id), '[]') FROM json_array_elements_text(blocked) AS id WHERE id <> $1)
   WHERE position($1 IN blocked::text) > 0`,
  'DELETE FROM mutes WHERE player_id = $1::uuid OR muted_id = $1::uuid',
  'DELETE FROM ratings WHERE player_id = $1::uuid',
  // What was for them alone, and what names them to others. What is sent just now is one of both: it is waited for.
  `DELETE FROM scheduled_notifications WHERE draft->'data'->>'from' = $1::text
     OR (draft->>'kind' = 'player' AND draft->'players'->>0 = $1::text)`,
  `DELETE FROM notifications WHERE (kind = 'player' AND seq IN
     (SELECT seq FROM notification_targets WHERE player = $1::uuid)) OR data->>'from' = $1::text`,
  'DELETE FROM notification_targets WHERE player = $1::uuid',
  'DELETE FROM notification_receipts WHERE player = $1::uuid',
  'DELETE FROM notification_mutes WHERE player = $1::uuid',
  'DELETE FROM notification_past_mutes WHERE player = $1::uuid',
  'DELETE FROM push_subscriptions WHERE player = $1::uuid',
  'DELETE FROM button_players WHERE player = $1::uuid',
  'UPDATE feedback SET player_id = NULL, contact = NULL WHERE player_id = $1::uuid',
  'DELETE FROM queue_let_downs WHERE player = $1::text',
  "DELETE FROM queue_tickets WHERE player = $1::text AND state NOT IN ('waiting', 'proposed')",
];

/** $1 player, $2 name, $3 when. The first time stays. */
const TOMBSTONE = `UPDATE players SET name = $2, face = NULL, email = NULL, password_hash = NULL,
    ban_reason = NULL, banned_until = NULL, token_version = token_version + 1, deleted_at = $3
  WHERE id = $1::uuid AND deleted_at IS NULL RETURNING id`;

/**
 * Makes an account one that nobody can sign in to, and takes everything from it but its id, all or nothing.
 * Answers false when it is gone already, or never was. Its name in records of matches goes by `eraseNames`.
 */
export async function erasePlayer(database: DataSource, player: string, now: number): Promise<boolean> {
  if (!isUuid(player)) return false;
  return inTransaction(database, async (manager) => {
    const [gone] = await manager.query(TOMBSTONE, [player, NAMELESS, new Date(now)]);
    if (gone.length === 0) return false;
    for (const statement of STATEMENTS) await manager.query(statement, [player]);
    return true;
  });
}

/** What was asked for before a deletion is stored, or was lost, within this. The clocks of processes differ. */
const UNDER_WAY_MS = 10 * 60_000;

/** $1 when. */
const GONE_SINCE = 'SELECT id FROM players WHERE deleted_at > $1 ORDER BY deleted_at';

/**
 * Takes away once more what is of players who were deleted lately: what was under way for them then, in any process,
 * may have been stored after it. To be called from time to time.
 */
export async function eraseLeft(database: DataSource, now: number): Promise<void> {
  const gone: { id: string }[] = await database.query(GONE_SINCE, [new Date(now - UNDER_WAY_MS)]);
  for (const { id } of gone)
    await inTransaction(database, async (manager) => {
      for (const statement of STATEMENTS) await manager.query(statement, [id]);
    });
}

/** Matches per transaction: the embedded Postgres does nothing else meanwhile. */
const AT_ONCE = 20;

/** $1 name, $2 how many. A match that runs keeps its names to its end. */
const NAMED = `SELECT match.id FROM matches AS match
  WHERE match.outcome <> 'running' AND match.id IN (
    SELECT seat.match_id FROM players AS gone
    JOIN match_players AS seat ON seat.player_id = gone.id
    WHERE gone.deleted_at IS NOT NULL AND seat.name <> $1
  ) LIMIT $2 FOR UPDATE`;

/** $1 match. */
const GONE = `SELECT seat.seated FROM match_players AS seat JOIN players AS gone ON gone.id = seat.player_id
  WHERE seat.match_id = $1 AND gone.deleted_at IS NOT NULL`;

/** A rating that a match wrote that ended after its player was gone. */
const LATE_RATINGS = `DELETE FROM ratings AS rating USING players AS gone
  WHERE gone.id = rating.player_id AND gone.deleted_at IS NOT NULL`;

/** Tells the hash of a final state. */
export type HashOf = (state: unknown) => string;

/**
 * Takes the names of players who are gone out of the records of matches that are over; killed in between, it goes on
 * from there. A replay runs as before, to a state without these names: `hashOf` says its hash.
 */
export async function eraseNames(database: DataSource, hashOf: HashOf): Promise<void> {
  await database.query(LATE_RATINGS);
  let found: number;
  do {
    found = await inTransaction(database, async (manager) => {
      const matches: { id: string }[] = await manager.query(NAMED, [NAMELESS, AT_ONCE]);
      for (const { id } of matches) await eraseNamesIn(manager, id, hashOf);
      return matches.length;
    });
  } while (found === AT_ONCE);
}

/** The same for one match, which just ended. */
export async function eraseNamesIn(manager: EntityManager, match: string, hashOf: HashOf): Promise<void> {
  const gone: { seated: string }[] = await manager.query(GONE, [match]);
  if (gone.length === 0) return;
  const ids = gone.map(({ seated }) => seated);
  const [stored] = await manager.query('SELECT setup, final_state FROM matches WHERE id = $1', [match]);
  const setup = withoutNames(stored.setup, new Set(ids));
  const state = withoutNames(stored.final_state, new Set(ids));
  await manager.query('UPDATE matches SET setup = $2, final_state = $3, state_hash = $4 WHERE id = $1', [
    match,
    JSON.stringify(setup),
    state === null ? null : JSON.stringify(state),
    state === null ? '' : hashOf(state),
  ]);
  await manager.query(
    'UPDATE match_players SET name = $3, face = NULL WHERE match_id = $1 AND seated = ANY ($2)',
    [match, ids, NAMELESS],
  );
  await manager.query('DELETE FROM ratings WHERE player_id = ANY ($1::uuid[])', [ids]);
}

/** The same, but whatever has the id of one of these and a name is nameless, and has the face of nobody's choice. */
export function withoutNames(value: unknown, ids: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutNames(one, ids));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, one]) => [key, withoutNames(one, ids)] as const);
  const copy = Object.fromEntries(entries) as { id?: unknown; name?: unknown; face?: unknown };
  const named = typeof copy.id === 'string' && ids.has(copy.id) && typeof copy.name === 'string';
  if (!named) return copy;
  const { face: _, ...faceless } = copy;
  return { ...faceless, name: NAMELESS };
}
