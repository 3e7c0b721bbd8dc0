import { useEffect } from 'react';
import type { NotificationView } from '../../../client/Notifications.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';

/** Who looked for so long has seen it. */
const SEEN_AFTER_MS = 1000;

/** Says of those that are shown that they were seen, once the page was looked at for a second. */
export function useSeen(shown: readonly NotificationView[]): void {
  const { notifications } = useParlor();
  const fresh = shown.filter(({ seen_at }) => seen_at === null).map(({ seq }) => seq);
  const key = fresh.join();
  useEffect(() => {
    if (key === '') return;
    const seqs = key.split(',').map(Number);
    let timer: ReturnType<typeof setTimeout> | undefined;
    function look(): void {
      clearTimeout(timer);
      if (document.visibilityState !== 'visible') return;
      // When it cannot be told it is told the next time these are shown.
      timer = setTimeout(() => void notifications.seen(seqs).catch(() => {}), SEEN_AFTER_MS);
    }
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [notifications, key]);
}
