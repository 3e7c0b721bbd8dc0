import { rating as fresh, rate } from 'openskill';

/** A player's strength in one game: OpenSkill (Weng and Lin, Plackett–Luce) on a scale where newcomers have 1500. */
export interface Rating {
  mu: number;
  sigma: number;
  /** Rated matches played. */
  played: number;
}

/** OpenSkill's defaults (mu 25, sigma 25/3, beta 25/6, tau 25/300) times 60. */
const SCALE = { mu: 1500, sigma: 500, beta: 250, tau: 5 };

/** A rating is provisional until this many matches are played. */
const PROVISIONAL_MATCHES = 5;

export function newRating(): Rating {
  return { ...fresh(SCALE), played: 0 };
}

export function isProvisional(rating: Rating): boolean {
  return rating.played < PROVISIONAL_MATCHES;
}

/**
 * Ratings after a match that everybody played for themselves.
 * @param before one per player
 * @param ranks one per player, 1 is best, equal for ties
 */
export function rated(before: readonly Rating[], ranks: readonly number[]): Rating[] {
  const teams = before.map(({ mu, sigma }) => [{ mu, sigma }]);
  const after = rate(teams, { ...SCALE, rank: [...ranks] });
  return before.map((old, i) => {
    const [now] = after[i] ?? [];
    return now ? { mu: now.mu, sigma: now.sigma, played: old.played + 1 } : old;
  });
}
