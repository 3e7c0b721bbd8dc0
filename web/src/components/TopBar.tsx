import { Link, useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Bell } from '../notifications/Bell.tsx';
import { places } from '../session/places.ts';
import { atTable } from './atTable.ts';
import { ConnectionBadge } from './ConnectionBadge.tsx';
import { Icon } from './Icon.tsx';
import { Logo } from './Logo.tsx';
import { Nav } from './Nav.tsx';
import { UserText } from './UserText.tsx';

/** On every page: the ways around, who one is, how well one is connected. */
export function TopBar() {
  const parlor = useParlor();
  const [location] = useLocation();
  return (
    <header className="top-bar">
      <div className="top-bar__inner">
        <Link href={places.home} className="wordmark">
          <Logo />
          Parlor
        </Link>
        {!atTable(location) && <Nav />}
        <div className="top-bar__end">
          {parlor.player && (
            <Link href={places.me} className="top-bar__name small top-bar__wide">
              <UserText>{parlor.player.name}</UserText>
            </Link>
          )}
          {parlor.player && <Bell />}
          {parlor.player && <ConnectionBadge status={parlor.status} ping={parlor.ping} />}
          <Link href={places.settings} className="button button--quiet top-bar__icon" aria-label="Settings">
            <Icon name="settings" />
          </Link>
        </div>
      </div>
    </header>
  );
}
