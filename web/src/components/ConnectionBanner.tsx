import { useEffect, useState } from 'react';
import { useParlor } from '../session/ParlorContext.ts';

/** A connection that breaks for less is mended before anybody has read about it. */
const SAID_AFTER_MS = 2500;

/** On every page, while the server is out of reach or restarts: that nothing is lost, and what one may do. */
export function ConnectionBanner() {
  const parlor = useParlor();
  const down = parlor.player !== null && (parlor.status === 'reconnecting' || parlor.status === 'offline');
  const [long, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!down) return;
    const timer = setTimeout(() => setLong(true), SAID_AFTER_MS);
    return () => clearTimeout(timer);
  }, [down]);
  return (
    <div role="status">
      {down && long && (
        <div className="banner banner--bad">
          <span>
            The server is restarting or out of reach. Your seat, your points and your place in the queue are
            kept; we go on trying.
          </span>
          <button type="button" className="button" onClick={() => parlor.wake()}>
            Try now
          </button>
        </div>
      )}
    </div>
  );
}
