import { Link } from 'wouter';
import { useParlor } from '../session/ParlorContext.ts';
import { places } from '../session/places.ts';
import { ConnectionBadge } from './ConnectionBadge.tsx';
import { Logo } from './Logo.tsx';

/** On every page: the way home, who one is, how well one is connected. */
export function TopBar() {
  const parlor = useParlor();
  return (
    <header className="top-bar">
      <div className="top-bar__inner">
        <Link href={places.home} className="wordmark">
          <Logo />
          Parlor
        </Link>
        {parlor.player && (
          <div className="top-bar__end">
            <span className="top-bar__name small">{parlor.player.name}</span>
            <ConnectionBadge status={parlor.status} ping={parlor.ping} />
          </div>
        )}
      </div>
    </header>
  );
}
