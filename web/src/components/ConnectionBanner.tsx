import { useEffect, useRef, useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Guest } from '../guests/Guest.tsx';
import { useNow } from '../lib/useNow.ts';
import { play } from '../sound/play.ts';
import { outageTold } from './outage.ts';

/** A connection that breaks for less is mended before anybody has read about it. */
const SAID_AFTER_MS = 2500;
/** A glad moment. */
const BACK_MS = 3000;

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
  const told = parlor.silent || out >= SAID_AFTER_MS;
  const back = useBack(down, told);
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
      {back && parlor.player && (
        <div className="banner banner--back banner--over">
          <Guest of={parlor.player} mood="glad" lively />
          <span>You are back. Nothing was lost.</span>
        </div>
      )}
      {down && told && (
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

/** Whether it is only a moment since one was told that one is cut off, and is not any more: it is heard as well. */
function useBack(down: boolean, told: boolean): boolean {
  const wasTold = useRef(false);
  const [back, setBack] = useState(false);
  useEffect(() => {
    if (down) {
      setBack(false);
      wasTold.current ||= told;
      return;
    }
    if (!wasTold.current) return;
    wasTold.current = false;
    setBack(true);
    play('join');
  }, [down, told]);
  // By itself: `told` may change a moment after `down`, and would stop the clock of another effect for good.
  useEffect(() => {
    if (!back) return;
    const timer = setTimeout(() => setBack(false), BACK_MS);
    return () => clearTimeout(timer);
  }, [back]);
  return back;
}

/** Since when something is so, by the clock of `useNow`; null while it is not. */
function useSince(so: boolean): number | null {
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => setSince(so ? Date.now() : null), [so]);
  return since;
}
