import type { NotificationsMessage } from '../protocol/notifications.ts';
import type { InboxItem, Known, NotificationStore, Since } from './notification.ts';
import { inboxMessageOf } from './wire.ts';

/** So many are told at once; the rest is asked for. */
export const PAGE = 50;

/** A part of what a player has: as it is stored, and as they are told it. */
export interface Page {
  items: readonly InboxItem[];
  message: NotificationsMessage;
}

/** How a page is asked for. */
interface Asked {
  /** Nothing after this one. */
  upTo?: number;
  /**
   * Also what was accepted since then, and never confirmed though the client knows later ones: what is
   * important overtakes the rest, which may have been lost with a socket.
   */
  overtakenSince?: Since | undefined;
}

/** What a player has after what their client knows. */
export async function pageAfter(
  store: NotificationStore,
  player: string,
  known: Known,
  { upTo = Number.MAX_SAFE_INTEGER, overtakenSince }: Asked = {},
): Promise<Page> {
  const { epoch, seq, forgotten } = await store.head();
  const { after } = known;
  const reset = known.epoch !== epoch || after > seq || (after > 0 && after < forgotten);
  if (reset) return { items: [], message: { epoch, items: [], cursor: seq, more: false, reset } };
  const overtaken =
    overtakenSince === undefined ? [] : await store.unconfirmed(player, after, overtakenSince, PAGE + 1);
  const later = (await store.inbox(player, after, PAGE + 1)).filter((one) => one.seq <= upTo);
  const found = [...overtaken, ...later];
  const items = found.slice(0, PAGE);
  const more = found.length > PAGE;
  const cursor = more ? (items.at(-1)?.seq ?? after) : Math.min(seq, upTo);
  return {
    items,
    message: { epoch, items: items.map((one) => inboxMessageOf(epoch, one)), cursor, more, reset },
  };
}

/** The newest that a player has, newest first. */
export async function latestPage(
  store: NotificationStore,
  player: string,
  before: number | null,
): Promise<Page> {
  const { epoch, seq: cursor } = await store.head();
  const found = await store.latest(player, before, PAGE + 1);
  const items = found.slice(0, PAGE);
  const more = found.length > PAGE;
  const message = {
    epoch,
    items: items.map((one) => inboxMessageOf(epoch, one)),
    cursor,
    more,
    reset: false,
  };
  return { items, message };
}
