import { Link, useLocation } from 'wouter';
import { useParlor } from '../session/ParlorContext.ts';
import { places } from '../session/places.ts';
import { runningMatch } from '../session/runningMatch.ts';
import { useMatchChanges } from '../session/useMatchChanges.ts';

/** On every page but the table: the way back to a running match. */
export function ReturnBanner() {
  const { match } = useParlor();
  const [location] = useLocation();
  useMatchChanges(match);
  const elsewhere = match?.closed === 'opened_elsewhere';
  if (!match || location === places.table(match.id)) return null;
  if (!elsewhere && !runningMatch(match)) return null;
  return (
    <div className="banner" role="status">
      <span>
        {elsewhere ? 'Your match is open in another tab.' : 'You are in a match. The clock is running.'}
      </span>
      <Link href={places.table(match.id)} className="button button--primary">
        Return to the table
      </Link>
    </div>
  );
}
