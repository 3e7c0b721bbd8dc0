import type { NotificationView } from '../../../client/Notifications.ts';

/** No more are shown at a time, but for what is urgent: the others are in the list. */
const MAX_SHOWN = 3;

type Known = Pick<NotificationView, 'id' | 'seq' | 'priority' | 'acted_at' | 'archived_at' | 'expires_at'>;

/** With one more, the newest last. What is urgent stays, and leaves room for one that is not. */
export function withArrival<N extends Pick<Known, 'id' | 'priority'>>(
  shown: readonly N[],
  one: N,
): readonly N[] {
  if (shown.some(({ id }) => id === one.id)) return shown;
  const all = [...shown, one];
  const urgent = all.filter(({ priority }) => priority === 'urgent').length;
  let tooMany = all.length - urgent - Math.max(1, MAX_SHOWN - urgent);
  return all.filter(({ priority }) => priority === 'urgent' || tooMany-- <= 0);
}

/** What is shown, and how many came besides: those are in the list. */
export interface Shown<N> {
  shown: readonly N[];
  more: number;
}

/** As `withArrival`, and counts what has to go for it. */
export function arrived<N extends Pick<Known, 'id' | 'priority'>>(before: Shown<N>, one: N): Shown<N> {
  const shown = withArrival(before.shown, one);
  if (shown === before.shown) return before;
  return { shown, more: before.more + before.shown.length + 1 - shown.length };
}

/** With others shown. Once nothing is, nobody is told how many there were besides. */
export function showing<N>(before: Shown<N>, shown: readonly N[]): Shown<N> {
  if (shown === before.shown) return before;
  return { shown, more: shown.length === 0 ? 0 : before.more };
}

/** The urgent ones of a list, newest first, that are still to be shown as a page opens: oldest first. */
export function stillUrgent<N extends Known>(
  items: readonly N[],
  closed: ReadonlySet<string>,
  now: number,
): readonly N[] {
  const open = items.filter(
    (one) =>
      one.priority === 'urgent' &&
      one.acted_at === null &&
      one.archived_at === null &&
      Date.parse(one.expires_at) > now &&
      !closed.has(one.id),
  );
  return [...open].sort((a, b) => a.seq - b.seq);
}

/**
 * Without the urgent ones that were obeyed or put away since, as the list says.
 * @param below what has a lower number is not in the list; null when all is
 */
export function withoutDone<N extends Known>(
  shown: readonly N[],
  items: readonly N[],
  below: number | null,
): readonly N[] {
  const isDone = ({ id, seq, priority }: N) => {
    if (priority !== 'urgent') return false;
    const listed = items.find((item) => item.id === id);
    return listed ? listed.acted_at !== null : seq >= (below ?? 0);
  };
  return shown.some(isDone) ? shown.filter((one) => !isDone(one)) : shown;
}
