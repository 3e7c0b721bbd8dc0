import { useCallback, useEffect, useState } from 'react';
import type { NotificationView } from '../../../client/Notifications.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { notifyWhenHidden } from '../queue/notifyWhenHidden.ts';
import { play } from '../sound/play.ts';
import { hasOwnPlace, isOnScreen } from './isOnScreen.ts';

/** No more are shown at a time: the others are in the list. */
const MAX_SHOWN = 3;
/** A dialog or a table that comes by itself has so long to come. */
const OWN_PLACE_MS = 1000;

interface Arrivals {
  /** To be shown now, the newest last. */
  shown: readonly NotificationView[];
  dismiss(id: string): void;
}

/**
 * What comes while one is here: not what matters little, nor what the page shows anyway; with a sound what matters much.
 */
export function useArrivals(): Arrivals {
  const parlor = useParlor();
  const { notifications } = parlor;
  const [shown, setShown] = useState<readonly NotificationView[]>([]);
  const dismiss = useCallback((id: string) => setShown((all) => all.filter((one) => one.id !== id)), []);
  useEffect(() => {
    const waiting = new Set<ReturnType<typeof setTimeout>>();
    function show(one: NotificationView): void {
      if (isOnScreen(one, parlor)) {
        // Other pages need not call for it any more.
        if (hasOwnPlace(one)) void notifications.seen([one.seq]).catch(() => {});
        return;
      }
      setShown((all) => [...all, one].slice(-MAX_SHOWN));
      if (one.priority === 'normal') return;
      play('told');
      notifyWhenHidden(one.title, one.body, one.id);
    }
    const stop = notifications.on('notification', (one) => {
      if (one.priority === 'low') return;
      if (!hasOwnPlace(one)) return show(one);
      const timer = setTimeout(() => {
        waiting.delete(timer);
        show(one);
      }, OWN_PLACE_MS);
      waiting.add(timer);
    });
    return () => {
      stop();
      for (const timer of waiting) clearTimeout(timer);
    };
  }, [parlor, notifications]);
  // What was seen or put away elsewhere goes here as well.
  useEffect(
    () =>
      notifications.on('elsewhere', ({ seen, acted, archived }) => {
        const done = new Set([...seen, ...acted, ...archived]);
        setShown((all) => all.filter(({ seq }) => !done.has(seq)));
      }),
    [notifications],
  );
  // What came to be on the screen meanwhile does not come back.
  useEffect(() => {
    setShown((all) =>
      all.some((one) => isOnScreen(one, parlor)) ? all.filter((one) => !isOnScreen(one, parlor)) : all,
    );
  });
  return { shown: shown.filter((one) => !isOnScreen(one, parlor)), dismiss };
}
