import type { Clock } from './Clock.ts';

/** Has the tabs of a browser do something one after the other. */
export type InTurn = (work: () => void) => void;

/** So long a tab waits that nobody looks at, for one that is looked at. */
const UNSEEN_WAITS_MS = 300;
const LOCK = 'parlor.notifications';

/** The tab that is looked at comes first. Outside of a browser there are no others: it is done at once. */
export function browserTurns(clock: Clock): InTurn {
  if (typeof document === 'undefined') return (work) => work();
  return (work) => {
    if (document.visibilityState === 'visible') locked(work);
    else clock.after(UNSEEN_WAITS_MS, () => locked(work));
  };
}

/** Alone of all tabs, where the browser can see to that: it has no locks on a page without TLS. */
function locked(work: () => void): void {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) {
    work();
    return;
  }
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    work();
  };
  locks.request(LOCK, once).catch(once);
}
