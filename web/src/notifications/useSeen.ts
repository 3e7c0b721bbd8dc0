import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { Notifications, NotificationView } from '../../../client/Notifications.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { isInView, Looks } from './Looks.ts';

const THRESHOLDS = [0, 0.1, 0.2, 0.3, 0.4, 0.5];

/** Has a part of the page that shows a notification watched. @returns how to stop */
type Watch = (part: Element, seq: number) => () => void;

/** Watches what shows notifications: what stood in the window for a second, while the page was looked at, was seen. */
export function useWatch(): Watch {
  const { notifications } = useParlor();
  const watching = useMemo(() => watchOver(notifications), [notifications]);
  useEffect(() => watching.begin(), [watching]);
  return watching.watch;
}

/** @returns what to give the element that shows this one */
export function useSeen<E extends Element>(
  watch: Watch,
  { seq, seen_at }: Pick<NotificationView, 'seq' | 'seen_at'>,
): RefObject<E | null> {
  const element = useRef<E>(null);
  const isNew = seen_at === null;
  useEffect(() => {
    const { current } = element;
    return isNew && current ? watch(current, seq) : undefined;
  }, [watch, seq, isNew]);
  return element;
}

function watchOver(notifications: Notifications): { watch: Watch; begin(): () => void } {
  const seqs = new Map<Element, number>();
  const looks = new Looks(
    {
      after(ms, work) {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
      // When it cannot be told it is told the next time these are shown.
      seen: (seen) => void notifications.seen(seen).catch(() => {}),
    },
    document.visibilityState === 'visible',
  );
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const seq = seqs.get(entry.target);
        if (seq === undefined) continue;
        if (isInView(entry)) looks.enter(seq);
        else looks.leave(seq);
      }
    },
    { threshold: THRESHOLDS },
  );
  return {
    watch(part, seq) {
      seqs.set(part, seq);
      observer.observe(part);
      return () => {
        observer.unobserve(part);
        seqs.delete(part);
        looks.leave(seq);
      };
    },
    begin() {
      const look = () => looks.look(document.visibilityState === 'visible');
      look();
      document.addEventListener('visibilitychange', look);
      return () => {
        document.removeEventListener('visibilitychange', look);
        looks.look(false);
      };
    },
  };
}
