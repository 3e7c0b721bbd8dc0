import { type ResultRow, ratingChange, signed } from './resultView.ts';

/** A rating says little before so many matches. */
const PROVISIONAL_MATCHES = 5;

/** The viewer's rating after the match, how it changed, and how sure it is. */
export function Rating({ rating }: { rating: NonNullable<ResultRow['rating']> }) {
  const { before, after } = rating;
  const change = ratingChange(rating);
  const left = PROVISIONAL_MATCHES - after.played;
  return (
    <div className="rating">
      <span className="label">Your rating</span>
      <p className="rating__figures numbers">
        <b>{Math.round(after.mu)}</b>
        <span className={change < 0 ? 'rating__down' : 'rating__up'}>{signed(change)}</span>
        {left > 0 && <span className="badge">still new</span>}
      </p>
      <Range before={before} after={after} />
      <p className="muted small numbers">
        Before: {Math.round(before.mu)}, give or take {Math.round(before.sigma)}. Now: {Math.round(after.mu)},
        give or take {Math.round(after.sigma)}.
        {left > 0 && ` It settles after ${left} more ${left === 1 ? 'match' : 'matches'}.`}
      </p>
    </div>
  );
}

/** Both ratings on one line, each with its uncertainty around it. */
function Range({ before, after }: NonNullable<ResultRow['rating']>) {
  const ends = [before, after].flatMap(({ mu, sigma }) => [mu - sigma, mu + sigma]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const percent = (value: number) => (100 * (value - low)) / (high - low || 1);
  return (
    <svg className="rating__range" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      {[before, after].map(({ mu, sigma }, i) => (
        <g key={i === 0 ? 'before' : 'after'} className={i === 0 ? 'rating__before' : 'rating__after'}>
          <rect
            x={percent(mu - sigma)}
            y={i * 8}
            width={percent(mu + sigma) - percent(mu - sigma)}
            height="6"
          />
          <rect className="rating__mu" x={percent(mu) - 0.4} y={i * 8} width="0.8" height="6" />
        </g>
      ))}
    </svg>
  );
}
