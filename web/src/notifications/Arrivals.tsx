import { useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import type { NotificationView } from '../../../client/Notifications.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { atTable } from '../components/atTable.ts';
import { Icon } from '../components/Icon.tsx';
import { UserText } from '../components/UserText.tsx';
import { places } from '../session/places.ts';
import { linkOf } from './linkOf.ts';
import { useArrivals } from './useArrivals.ts';
import { useSeen, useWatch } from './useSeen.ts';

/** What is not urgent goes by itself after so long. */
const SHOWN_MS = 8000;

/**
 * What comes while one is here. It stands in the page and covers nothing; at a table it is one line of the bar above.
 * It never takes the focus; what is urgent stays until it is closed.
 */
export function Arrivals() {
  const [location] = useLocation();
  const { shown, more, dismiss } = useArrivals();
  const playing = atTable(location);
  const visible = playing ? shown.slice(-1) : shown;
  const watch = useWatch();
  return (
    <div role="status" className={playing ? 'arrivals arrivals--line' : 'arrivals'}>
      {visible.map((one) => (
        <Arrival key={one.id} one={one} dismiss={dismiss} watch={watch} />
      ))}
      {!playing && visible.length > 0 && more > 0 && (
        <Link href={places.notifications} className="arrivals__more">
          {more === 1 ? 'One more is in your list' : `${more} more are in your list`}
        </Link>
      )}
    </div>
  );
}

interface ArrivalProps {
  one: NotificationView;
  dismiss(one: NotificationView): void;
  watch: ReturnType<typeof useWatch>;
}

function Arrival({ one, dismiss, watch }: ArrivalProps) {
  const { notifications } = useParlor();
  const { seq, title, body, priority } = one;
  const element = useSeen<HTMLDivElement>(watch, one);
  const link = linkOf(one);
  useEffect(() => {
    if (priority === 'urgent') return;
    const timer = setTimeout(() => dismiss(one), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [one, priority, dismiss]);

  function open(): void {
    dismiss(one);
    void notifications.acted([seq]).catch(() => {}); // it is in the list
  }

  return (
    <div ref={element} className={`arrival arrival--${priority}`}>
      <span className="arrival__text">
        <b>
          <UserText>{title}</UserText>
        </b>
        {body !== '' && (
          <span className="arrival__body">
            {' '}
            <UserText>{body}</UserText>
          </span>
        )}
      </span>
      {link && (
        <Link href={link} className="button" onClick={open}>
          Open
        </Link>
      )}
      <button
        type="button"
        className="button button--quiet"
        aria-label={`Close: ${title}`}
        onClick={() => dismiss(one)}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
