import { type Account, isGuest } from '../auth/accounts.ts';
import type { StoredRating } from '../match/records.ts';
import { isProvisional } from '../matchmaking/rating.ts';
import { faceOf } from '../protocol/face.ts';
import { shownRating } from '../protocol/rating.ts';

/** A rating as it is shown. */
interface RatingView {
  /** The one number that is shown. */
  rating: number;
  mu: number;
  sigma: number;
  played: number;
  provisional: boolean;
}

/** The same with the place on the leaderboard, null when it is not known just now. */
interface RankedView extends RatingView {
  rank: number | null;
}

/** A player as everybody may see them. */
interface ProfileView {
  id: string;
  name: string;
  face: string;
  guest: boolean;
  /** ISO 8601. */
  created_at: string;
  /** By game. */
  ratings: Record<string, RankedView>;
}

/** @param ratings with the rank that goes with each, by game */
export function profileView(
  account: Account,
  ratings: Record<string, { rating: StoredRating; rank: number | null }>,
): ProfileView {
  return {
    id: account.id,
    name: account.name,
    face: faceOf(account.id, account.face),
    guest: isGuest(account),
    created_at: new Date(account.createdAt).toISOString(),
    ratings: Object.fromEntries(
      Object.entries(ratings).map(([game, { rating, rank }]) => [game, { ...ratingView(rating), rank }]),
    ),
  };
}

export function ratingView(rating: StoredRating): RatingView {
  return {
    rating: shownRating(rating),
    mu: rating.mu,
    sigma: rating.sigma,
    played: rating.played,
    provisional: isProvisional(rating),
  };
}
