import { Link } from 'wouter';
import { useNotifications } from '../../../client/react/useNotifications.ts';
import { Icon } from '../components/Icon.tsx';
import { places } from '../session/places.ts';

const MOST = 99;

/** The way to what one was told, and how much of it is new. */
export function Bell() {
  const { unread } = useNotifications();
  const label = unread === 0 ? 'Notifications' : `Notifications, ${unread} new`;
  return (
    <Link href={places.notifications} className="button button--quiet top-bar__icon bell" aria-label={label}>
      <Icon name="bell" />
      {unread > 0 && (
        <span className="bell__count numbers" aria-hidden="true">
          {unread > MOST ? `${MOST}+` : unread}
        </span>
      )}
    </Link>
  );
}
