import { type Account, isGuest } from '../auth/accounts.ts';
import type { StoredRating } from '../match/records.ts';
import { isProvisional } from '../matchmaking/rating.ts';

/** A rating as it is shown. */
interface RatingView {
  /** Rounded mu. */
  rating: number;
  sigma: number;
  played: number;
  provisional: boolean;
}

/** A player as everybody may see them. */
interface ProfileView {
  id: string;
  name: string;
  guest: boolean;
  /** ISO 8601. */
  created_at: string;
  /** By game. */
  ratings: Record<string, RatingView>;
}

/** @param ratings by game */
export function profileView(account: Account, ratings: Record<string, StoredRating>): ProfileView {
  return {
    id: account.id,
    name: account.name,
    guest: isGuest(account),
    created_at: new Date(account.createdAt).toISOString(),
    ratings: Object.fromEntries(Object.entries(ratings).map(([game, rating]) => [game, ratingView(rating)])),
  };
}

export function ratingView(rating: StoredRating): RatingView {
  return {
    rating: Math.round(rating.mu),
    sigma: rating.sigma,
    played: rating.played,
    provisional: isProvisional(rating),
  };
}
