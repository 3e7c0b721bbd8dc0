import type { ResultRow } from './resultView.ts';

/** A rating says little before so many matches. */
const PROVISIONAL_MATCHES = 5;

/** The viewer's rating after the match, and how it changed. */
export function Rating({ rating }: { rating: NonNullable<ResultRow['rating']> }) {
  const { before, after } = rating;
  const change = Math.round(after.mu) - Math.round(before.mu);
  const provisional = after.played < PROVISIONAL_MATCHES;
  return (
    <p className="rating">
      <span className="muted">Your rating</span>
      <b>{Math.round(after.mu)}</b>
      <span className={change < 0 ? 'rating__down' : 'rating__up'}>
        {change < 0 ? `−${-change}` : `+${change}`}
      </span>
      {provisional && (
        <span className="muted small">
          provisional, ±{Math.round(after.sigma)}: settles after {PROVISIONAL_MATCHES} matches
        </span>
      )}
    </p>
  );
}
