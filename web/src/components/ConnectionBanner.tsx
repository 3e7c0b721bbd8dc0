import { useEffect, useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useNow } from '../lib/useNow.ts';
import { outageTold } from './outage.ts';

/** A connection that breaks for less is mended before anybody has read about it. */
const SAID_AFTER_MS = 2500;

/** On every page, while this tab is not connected: why, that nothing is lost, and what one may do. */
export function ConnectionBanner() {
  const parlor = useParlor();
  const down = parlor.player !== null && (parlor.status === 'reconnecting' || parlor.status === 'offline');
  const since = useSince(down);
  // A match that tries another way asks for a moment; what the server said stands until it is back.
  const [restarting, setRestarting] = useState(false);
  useEffect(
    () => setRestarting((before) => down && (before || parlor.restarting)),
    [down, parlor.restarting],
  );
  const now = useNow(since === null ? 0 : 500);
  const out = since === null ? 0 : now - since;
  return (
    <div role="status">
      {parlor.status === 'elsewhere' && (
        <div className="banner banner--over">
          <span>Parlor is open in too many other tabs, so this one waits. Nothing is lost.</span>
          <button type="button" className="button" onClick={() => parlor.wake()}>
            Use here
          </button>
        </div>
      )}
      {out >= SAID_AFTER_MS && (
        <div className="banner banner--bad banner--over">
          <span>{outageTold(restarting, out / 1000)}</span>
          <button type="button" className="button" onClick={() => parlor.wake()}>
            Try now
          </button>
        </div>
      )}
    </div>
  );
}

/** Since when something is so, by the clock of `useNow`; null while it is not. */
function useSince(so: boolean): number | null {
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => setSince(so ? Date.now() : null), [so]);
  return since;
}
