import { useCallback, useEffect, useState } from 'react';
import type { NotificationView } from '../../../client/Notifications.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { chime } from '../queue/chime.ts';
import { notifyWhenHidden } from '../queue/notifyWhenHidden.ts';

/** No more are shown at a time: the others are in the list. */
const MAX_SHOWN = 3;

interface Arrivals {
  /** To be shown now, the newest last. */
  shown: readonly NotificationView[];
  dismiss(id: string): void;
}

/** What comes while one is here: not what matters little, with a sound what matters much. */
export function useArrivals(): Arrivals {
  const { notifications, parties } = useParlor();
  const [shown, setShown] = useState<readonly NotificationView[]>([]);
  const dismiss = useCallback((id: string) => setShown((all) => all.filter((one) => one.id !== id)), []);
  useEffect(
    () =>
      notifications.on('notification', (one) => {
        if (one.priority === 'low' || shownAlready(one, parties.invitations)) return;
        setShown((all) => [...all, one].slice(-MAX_SHOWN));
        if (one.priority === 'normal') return;
        chime();
        notifyWhenHidden(one.title, one.body, one.id);
      }),
    [notifications, parties],
  );
  // What was seen or put away elsewhere goes here as well.
  useEffect(
    () =>
      notifications.on('elsewhere', ({ seen, acted, archived }) => {
        const done = new Set([...seen, ...acted, ...archived]);
        setShown((all) => all.filter(({ seq }) => !done.has(seq)));
      }),
    [notifications],
  );
  return { shown, dismiss };
}

/** An invitation that came while one is here has a banner with what to press. */
function shownAlready({ data }: NotificationView, invitations: readonly { from: string }[]): boolean {
  return data.kind === 'party_invitation' && invitations.some(({ from }) => from === data.from);
}
