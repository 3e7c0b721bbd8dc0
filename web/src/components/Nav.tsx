import { Link, useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Guest } from '../guests/Guest.tsx';
import { places } from '../session/places.ts';
import { Icon, type IconName } from './Icon.tsx';

const ENTRIES: readonly { to: string; text: string; icon: IconName }[] = [
  { to: places.home, text: 'Play', icon: 'play' },
  { to: places.watchList, text: 'Watch', icon: 'watch' },
  { to: places.button, text: 'Button', icon: 'button' },
  { to: places.leaderboard, text: 'Ranking', icon: 'best' },
  { to: places.howToPlay, text: 'Rules', icon: 'help' },
  { to: places.me, text: 'You', icon: 'person' },
];

/** The ways around: at the thumb on a phone, in the top bar on a wide screen. */
export function Nav() {
  const [location] = useLocation();
  const { player } = useParlor();
  return (
    <nav className="nav" aria-label="Pages">
      <ul className="nav__list">
        {ENTRIES.map(({ to, text, icon }) => (
          <li key={to}>
            <Link href={to} className="nav__link" aria-current={location === to ? 'page' : undefined}>
              {to === places.me && player ? <Guest of={player} /> : <Icon name={icon} />}
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
