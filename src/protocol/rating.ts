import type { StoredRating } from './result.ts';

/** What players are ordered by: mu − 2 sigma, which a player's strength is above with 97.7 % probability. */
export function ordinal({ mu, sigma }: Pick<StoredRating, 'mu' | 'sigma'>): number {
  return mu - 2 * sigma;
}

/** A rating as people are shown it, wherever they meet it: the number that rankings are sorted by. */
export function shownRating(rating: Pick<StoredRating, 'mu' | 'sigma'>): number {
  return Math.round(ordinal(rating));
}
