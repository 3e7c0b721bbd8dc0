import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { clock } from '../lib/duration.ts';
import { places } from '../session/places.ts';
import { useServerNow } from '../session/useServerNow.ts';
import { CancelButton } from './CancelButton.tsx';

/** While the queue's panel is out of sight, on any page: how long one waits, and the way out. */
export function QueueBar() {
  const { ticket } = useParlor();
  const waiting = ticket?.state === 'waiting';
  const hidden = usePanelHidden(waiting);
  const now = useServerNow(waiting ? 1000 : 0);
  if (!waiting || !hidden) return null;
  return (
    <>
      <div className="queue-bar__room" />
      <aside className="queue-bar" aria-label="Queue">
        <Link href={places.home} className="queue-bar__text" onClick={() => window.scrollTo({ top: 0 })}>
          <span className="queue__pulse" aria-hidden="true" />
          Looking for a table
          <b className="numbers">{clock(Math.max(0, now - Date.parse(ticket.enqueued_at)))}</b>
        </Link>
        <CancelButton ticket={ticket} />
      </aside>
    </>
  );
}

function usePanelHidden(waiting: boolean): boolean {
  const [location] = useLocation();
  const [hidden, setHidden] = useState(false);
  useEffect(() => {
    const panel = waiting ? document.getElementById('queue-panel') : null;
    // On a page without the panel, of which the location tells.
    setHidden(!panel && location !== '');
    if (!panel) return;
    const observer = new IntersectionObserver(([entry]) => setHidden(entry?.isIntersecting === false));
    observer.observe(panel);
    return () => observer.disconnect();
  }, [waiting, location]);
  return hidden;
}
