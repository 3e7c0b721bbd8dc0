import type { DataSource } from 'typeorm';
import type { LeaderboardRow } from '../../match/records.ts';
import type { Place, RankStore } from '../../players/ranks.ts';
import { ordinal } from '../../protocol/rating.ts';
import { leaderboardRows, MAX_ROWS, type RatedPlayer, rowsAbove } from '../leaderboardRows.ts';
import { clampLimit } from '../limits.ts';
import { isUuid } from '../uuid.ts';

interface Row {
  player_id: string;
  name: string;
  face: string | null;
  banned_until: Date | null;
  mu: number;
  sigma: number;
  played: number;
}

const FIRST: Place = { rank: 1, before: 0 };

/** As the index `ratings_leaderboard` has it. */
const ORDER = '(r.mu - 2 * r.sigma)';
const SELECT = `SELECT r.player_id, p.name, p.face, p.banned_until, r.mu, r.sigma, r.played
  FROM ratings r JOIN players p ON p.id = r.player_id WHERE r.game = $1`;

/** Looks places up; null when it cannot. */
export type PlaceOf = RankStore['place'];

/**
 * A page of a game's leaderboard: the top, or with `around` the rows about that player (none without a rating). Their
 * place is counted only where nobody can look it up.
 */
export async function readLeaderboard(
  database: DataSource,
  game: string,
  page: { limit: number; around?: string },
  { now, placeOf }: { now: number; placeOf?: PlaceOf | undefined },
): Promise<LeaderboardRow[]> {
  const limit = clampLimit(page.limit, MAX_ROWS);
  if (page.around !== undefined) return around(database, game, page.around, limit, { now, placeOf });
  const rows: Row[] = await database.query(`${SELECT} ORDER BY ${ORDER} DESC, r.player_id DESC LIMIT $2`, [
    game,
    limit,
  ]);
  return leaderboardRows(rows.map(asRatedPlayer), FIRST, now);
}

async function around(
  database: DataSource,
  game: string,
  player: string,
  limit: number,
  { now, placeOf }: { now: number; placeOf?: PlaceOf | undefined },
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
  const first = rows[0] ?? me;
  const place =
    (await placeOf?.(game, first.player_id).catch(() => null)) ?? (await counted(database, game, first));
  return leaderboardRows(rows.map(asRatedPlayer), place, now);
}

async function counted(database: DataSource, game: string, first: Row): Promise<Place> {
  const [place]: Place[] = await database.query(
    `SELECT count(*)::int AS before, 1 + (count(*) FILTER (WHERE ${ORDER} > $2))::int AS rank
     FROM ratings r WHERE r.game = $1 AND (${ORDER}, r.player_id) > ($2, $3)`,
    [game, ordinal(first), first.player_id],
  );
  return place ?? FIRST;
}

function asRatedPlayer({ player_id, name, face, banned_until, mu, sigma, played }: Row): RatedPlayer {
  return {
    player: player_id,
    name,
    face,
    bannedUntil: banned_until?.getTime() ?? null,
    rating: { mu, sigma, played },
  };
}
