import { shownRating } from '../../../src/protocol/rating.ts';
import { type ResultRow, ratingChange, signed } from './resultView.ts';

/** A rating says little before so many matches. */
const PROVISIONAL_MATCHES = 5;

/** The viewer's rating after the match as the ranking has it, how it changed, and how sure it is. */
export function Rating({ rating }: { rating: NonNullable<ResultRow['rating']> }) {
  const { before, after } = rating;
  const change = ratingChange(rating);
  const left = PROVISIONAL_MATCHES - after.played;
  return (
    <div className="rating">
      <span className="label">Your rating</span>
      <p className="rating__figures numbers">
        <b>{shownRating(after)}</b>
        <span className={change < 0 ? 'rating__down' : 'rating__up'}>{signed(change)}</span>
        {left > 0 && <span className="badge">still new</span>}
      </p>
      <p className="muted small numbers">
        It was {shownRating(before)}.
        {left > 0 &&
          ` It climbs quickly while we get to know how you play: ${left} more ${left === 1 ? 'match' : 'matches'}.`}
      </p>
    </div>
  );
}
