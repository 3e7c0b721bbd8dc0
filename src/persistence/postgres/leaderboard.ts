import type { DataSource } from 'typeorm';
import type { LeaderboardRow } from '../../match/records.ts';
import { leaderboardRows, MAX_ROWS, ordinal, type RatedPlayer, rowsAbove } from '../leaderboardRows.ts';
import { clampLimit } from '../limits.ts';
import { isUuid } from '../uuid.ts';

interface Row {
  player_id: string;
  name: string;
  banned_until: Date | null;
  mu: number;
  sigma: number;
  played: number;
}

/** As the index `ratings_leaderboard` has it. */
const ORDER = '(r.mu - 2 * r.sigma)';
const SELECT = `SELECT r.player_id, p.name, p.banned_until, r.mu, r.sigma, r.played
  FROM ratings r JOIN players p ON p.id = r.player_id WHERE r.game = $1`;

/** A page of a game's leaderboard: the top, or with `around` the rows about that player (none without a rating). */
export async function readLeaderboard(
  database: DataSource,
  game: string,
  page: { limit: number; around?: string },
  now: number,
): Promise<LeaderboardRow[]> {
  const limit = clampLimit(page.limit, MAX_ROWS);
  if (page.around !== undefined) return around(database, game, page.around, limit, now);
  const rows: Row[] = await database.query(`${SELECT} ORDER BY ${ORDER} DESC, r.player_id DESC LIMIT $2`, [
    game,
    limit,
  ]);
  return leaderboardRows(rows.map(asRatedPlayer), { better: 0, before: 0 }, now);
}

async function around(
  database: DataSource,
  game: string,
  player: string,
  limit: number,
  now: number,
): Promise<LeaderboardRow[]> {
  if (!isUuid(player)) return [];
  const [me]: Row[] = await database.query(`${SELECT} AND r.player_id = $2`, [game, player]);
  if (!me) return [];
  const here = [game, ordinal(me), me.player_id];
  const above: Row[] = await database.query(
    `${SELECT} AND (${ORDER}, r.player_id) > ($2, $3) ORDER BY ${ORDER}, r.player_id LIMIT $4`,
    [...here, limit - 1],
  );
  const down: Row[] = await database.query(
    `${SELECT} AND (${ORDER}, r.player_id) <= ($2, $3) ORDER BY ${ORDER} DESC, r.player_id DESC LIMIT $4`,
    [...here, limit],
  );
  const shown = rowsAbove(limit, above.length, down.length);
  const rows = [...above.slice(0, shown).reverse(), ...down].slice(0, limit);
  const place = await placeOf(database, game, rows[0] ?? me);
  return leaderboardRows(rows.map(asRatedPlayer), place, now);
}

async function placeOf(
  database: DataSource,
  game: string,
  first: Row,
): Promise<{ better: number; before: number }> {
  const [place]: { better: number; before: number }[] = await database.query(
    `SELECT count(*)::int AS before, (count(*) FILTER (WHERE ${ORDER} > $2))::int AS better
     FROM ratings r WHERE r.game = $1 AND (${ORDER}, r.player_id) > ($2, $3)`,
    [game, ordinal(first), first.player_id],
  );
  return place ?? { better: 0, before: 0 };
}

function asRatedPlayer({ player_id, name, banned_until, mu, sigma, played }: Row): RatedPlayer {
  return {
    player: player_id,
    name,
    bannedUntil: banned_until?.getTime() ?? null,
    rating: { mu, sigma, played },
  };
}
