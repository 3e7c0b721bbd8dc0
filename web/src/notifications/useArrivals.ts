import { useCallback, useEffect, useState } from 'react';
import type { NotificationView } from '../../../client/Notifications.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { notifyWhenHidden } from '../queue/notifyWhenHidden.ts';
import { play } from '../sound/play.ts';
import { arrived, type Shown, showing, stillUrgent, withoutDone } from './arrivalRules.ts';
import { closedHere, noteClosed, onClosedElsewhere } from './closedHere.ts';
import { hasOwnPlace, isOnScreen } from './isOnScreen.ts';

/** A dialog or a table that comes by itself has so long to come. */
const OWN_PLACE_MS = 1000;

interface Arrivals {
  /** To be shown now, the newest last. */
  shown: readonly NotificationView[];
  /** So many came besides. */
  more: number;
  dismiss(one: NotificationView): void;
}

/**
 * What comes while one is here: not what matters little, nor what the page shows anyway; with a sound what matters
 * much. What is urgent and was not closed is here again on the next visit.
 */
export function useArrivals(): Arrivals {
  const parlor = useParlor();
  const { notifications, player } = parlor;
  const [here, setHere] = useState<Shown<NotificationView>>({ shown: [], more: 0 });
  const setShown = useCallback(
    (next: (shown: readonly NotificationView[]) => readonly NotificationView[]) =>
      setHere((before) => showing(before, next(before.shown))),
    [],
  );
  const dismiss = useCallback(
    ({ id, priority }: NotificationView) => {
      if (priority === 'urgent') noteClosed(id);
      setShown((all) => all.filter((one) => one.id !== id));
    },
    [setShown],
  );
  useEffect(() => {
    const waiting = new Set<ReturnType<typeof setTimeout>>();
    function show(one: NotificationView): void {
      if (isOnScreen(one, parlor)) {
        // Other pages need not call for it any more.
        if (hasOwnPlace(one)) void notifications.seen([one.seq]).catch(() => {});
        return;
      }
      setHere((before) => arrived(before, one));
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
  const id = player?.id;
  useEffect(() => {
    let restored = false;
    function look(): void {
      const { items, loaded } = notifications;
      setShown((all) => withoutDone(all, items, notifications.below));
      if (!loaded || restored) return;
      restored = true;
      for (const one of stillUrgent(items, closedHere(), parlor.serverNow))
        setHere((before) => arrived(before, one));
    }
    const stops = [
      notifications.on('changed', look),
      onClosedElsewhere((closed) => setShown((all) => all.filter((one) => !closed.has(one.id)))),
    ];
    if (id !== undefined) look();
    return () => {
      for (const stop of stops) stop();
      setShown(() => []); // another player was told something else
    };
  }, [parlor, notifications, id, setShown]);
  // What was seen or put away elsewhere goes here as well, but for what is urgent: it was not closed.
  useEffect(
    () =>
      notifications.on('elsewhere', ({ seen, acted, archived }) => {
        const done = new Set([...seen, ...acted, ...archived]);
        setShown((all) => all.filter(({ seq, priority }) => priority === 'urgent' || !done.has(seq)));
      }),
    [notifications, setShown],
  );
  // What came to be on the screen meanwhile does not come back.
  useEffect(() => {
    setShown((all) =>
      all.some((one) => isOnScreen(one, parlor)) ? all.filter((one) => !isOnScreen(one, parlor)) : all,
    );
  });
  return { shown: here.shown.filter((one) => !isOnScreen(one, parlor)), more: here.more, dismiss };
}
