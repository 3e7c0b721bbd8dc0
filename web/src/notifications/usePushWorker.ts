import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { stillBeTold } from './closedPage.ts';
import { linkOf } from './linkOf.ts';

/** Keeps this browser told while the page is closed, if that was chosen, and goes where a notification of it leads. */
export function usePushWorker(): void {
  const { notifications, player } = useParlor();
  const [, navigate] = useLocation();
  const id = player?.id;
  useEffect(() => {
    if (id !== undefined) stillBeTold(notifications).catch(() => {}); // the next visit says it again
  }, [id, notifications]);
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    function heard({ data }: MessageEvent): void {
      const link = linkOf({ data: { link: data?.open } });
      if (link !== null) navigate(link);
    }
    navigator.serviceWorker.addEventListener('message', heard);
    navigator.serviceWorker.startMessages();
    return () => navigator.serviceWorker.removeEventListener('message', heard);
  }, [navigate]);
}
