import { Link, useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Guest } from '../guests/Guest.tsx';
import { Bell } from '../notifications/Bell.tsx';
import { places } from '../session/places.ts';
import { atTable } from './atTable.ts';
import { ConnectionBadge } from './ConnectionBadge.tsx';
import { Icon } from './Icon.tsx';
import { Logo } from './Logo.tsx';
import { MuteButton } from './MuteButton.tsx';
import { Nav } from './Nav.tsx';
import { UserText } from './UserText.tsx';

/** The way back to one's party, where there is room for its guests. */
function PartyLink() {
  const members = useParlor().parties.current?.members ?? [];
  if (members.length === 0) return null;
  return (
    <Link
      href={places.home}
      className="top-bar__party top-bar__wide"
      aria-label={`Your party, ${members.length} here`}
    >
      {members.map((member) => (
        <Guest key={member.id} of={member} mood={member.ready ? 'glad' : 'calm'} />
      ))}
    </Link>
  );
}

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
          {location !== places.home && <PartyLink />}
          {parlor.player && (
            <Link href={places.me} className="top-bar__name small top-bar__wide">
              <Guest of={parlor.player} lively />
              <UserText>{parlor.player.name}</UserText>
            </Link>
          )}
          {parlor.player && <Bell />}
          {parlor.player && <ConnectionBadge status={parlor.status} ping={parlor.ping} />}
          <MuteButton />
          <Link href={places.settings} className="button button--quiet top-bar__icon" aria-label="Settings">
            <Icon name="settings" />
          </Link>
        </div>
      </div>
    </header>
  );
}
