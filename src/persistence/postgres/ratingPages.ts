import type { DataSource } from 'typeorm';
import type { ChangedRating, GonePlayer, RatingPages } from '../../players/Ranking.ts';
import type { RatedIn } from '../../players/ranks.ts';

interface Row {
  player_id: string;
  game: string;
  mu: number;
  sigma: number;
  played: number;
}

/** Rows of a page: the embedded Postgres does nothing else meanwhile, for some ms. */
const PAGE = 500;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** $1 player, $2 game */
const ALL = `SELECT player_id, game, mu, sigma, played FROM ratings
  WHERE (player_id, game) > ($1, $2) ORDER BY player_id, game LIMIT ${PAGE}`;

/** $1 since when, $2 player, $3 game. Times go to and fro as text: the driver knows no µs. */
const CHANGED = `SELECT player_id, game, mu, sigma, played, updated_at::text AS at FROM ratings
  WHERE (updated_at, player_id, game) > ($1::timestamptz, $2, $3) ORDER BY updated_at, player_id, game LIMIT ${PAGE}`;

/** $1 since when, $2 player */
const GONE = `SELECT id AS player, deleted_at::text AS at FROM players
  WHERE deleted_at IS NOT NULL AND (deleted_at, id) > ($1::timestamptz, $2) ORDER BY deleted_at, id LIMIT ${PAGE}`;

/** Ratings in Postgres, read by its indices. */
export class PostgresRatingPages implements RatingPages {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async all(after: RatedIn | null): Promise<RatedIn[]> {
    const rows: Row[] = await this.#database.query(ALL, [after?.player ?? NOBODY, after?.game ?? '']);
    return rows.map(asRatedIn);
  }

  async changed(since: number, after: ChangedRating | null): Promise<ChangedRating[]> {
    const from = [after?.at ?? new Date(since).toISOString(), after?.player ?? NOBODY, after?.game ?? ''];
    const rows: (Row & { at: string })[] = await this.#database.query(CHANGED, from);
    return rows.map((row) => ({ ...asRatedIn(row), at: row.at }));
  }

  async gone(since: number, after: GonePlayer | null): Promise<GonePlayer[]> {
    return this.#database.query(GONE, [after?.at ?? new Date(since).toISOString(), after?.player ?? NOBODY]);
  }
}

function asRatedIn({ player_id: player, game, mu, sigma, played }: Row): RatedIn {
  return { player, game, rating: { mu, sigma, played } };
}
