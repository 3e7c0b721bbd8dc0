import { Link, useLocation } from 'wouter';
import { useParlor } from '../session/ParlorContext.ts';
import { places } from '../session/places.ts';
import { useMatchChanges } from '../session/useMatchChanges.ts';

/** On every page but the table: the way back to a running match. */
export function ReturnBanner() {
  const { match } = useParlor();
  const [location] = useLocation();
  useMatchChanges(match);
  if (match?.role !== 'player' || match.closed || match.result) return null;
  if (location === places.table(match.id)) return null;
  return (
    <div className="banner" role="status">
      <span>You are in a match. The clock is running.</span>
      <Link href={places.table(match.id)} className="button button--primary">
        Return to the table
      </Link>
    </div>
  );
}
