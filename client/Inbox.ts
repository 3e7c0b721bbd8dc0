import type {
  InboxMessage,
  NotificationStateMessage,
  NotificationsMessage,
} from '../src/protocol/notifications.ts';
import { stamped } from './Said.ts';

/** The list holds no more, beside what was asked for beyond. */
const MAX_KEPT = 200;

/** As this client knows it to be by now. */
type AsKnown = (item: InboxMessage) => InboxMessage;

/** The list of what a player was told, as far as it is here: newest first, without those that were put away. */
export class Inbox {
  #items: readonly InboxMessage[] = [];
  #room = MAX_KEPT;
  /** What is older than this is not here; null when there is nothing older. */
  #below: number | null = null;
  /** What is older than this and not here is counted in `#unreadBelow`; null when nothing is. */
  #countedBelow: number | null = null;
  /** So many of those that are not here were not seen. */
  #unreadBelow = 0;
  /** Those below that were seen or put away since that was counted. */
  readonly #doneBelow = new Set<number>();

  /** A new list after each change. */
  get items(): readonly InboxMessage[] {
    return this.#items;
  }

  /** How many were not seen yet, also of those that are not here. */
  get unread(): number {
    return this.#items.filter(isUnread).length + this.#unreadBelow;
  }

  /** Below which number the older ones are; null when there are none. */
  get below(): number | null {
    return this.#below;
  }

  empty(): void {
    this.#items = [];
    this.#room = MAX_KEPT;
    this.#below = null;
    this.#countedBelow = null;
    this.#unreadBelow = 0;
    this.#doneBelow.clear();
  }

  /** The newest, as the server has them. What came since it looked stays. */
  begin({ items, cursor, more, unread = 0 }: NotificationsMessage, asKnown: AsKnown): void {
    const later = this.#items.filter(({ seq }) => seq > cursor);
    this.empty();
    this.#items = later;
    // Where there is no more, what was counted beyond the items came since, and comes by itself.
    this.#unreadBelow = more ? Math.max(0, unread - items.filter(isUnread).length) : 0;
    this.#add(items, more, asKnown);
  }

  /** Those that come after the oldest that is here. */
  append({ items, more }: NotificationsMessage, asKnown: AsKnown): void {
    const here = new Set(this.#items.map(({ id }) => id));
    const added = items.filter(({ id }) => !here.has(id));
    const counted = added.filter((item) => isUnread(item) && !this.#doneBelow.has(item.seq));
    this.#room += added.length;
    this.#unreadBelow = more ? Math.max(0, this.#unreadBelow - counted.length) : 0;
    this.#add(added, more, asKnown, items.at(-1)?.seq);
  }

  /** One came. */
  take(item: InboxMessage): void {
    const isHere = this.#items.some(({ id }) => id === item.id);
    if (!isHere && this.#isBelow(item.seq) && isUnread(item)) this.#doneOne(item.seq);
    const others = this.#items.filter(({ id }) => id !== item.id);
    const all = [item, ...others].sort((a, b) => b.seq - a.seq);
    this.#items = all.slice(0, this.#room);
    const gone = all.slice(this.#room);
    if (gone.length === 0) return;
    this.#below = this.#items.at(-1)?.seq ?? null;
    this.#countedBelow = Math.max(this.#countedBelow ?? 0, this.#below ?? 0);
    for (const { seq } of gone.filter(isUnread)) {
      this.#unreadBelow += 1;
      this.#doneBelow.delete(seq);
    }
  }

  /** What the player did with some. @param now ISO 8601 */
  change(state: NotificationStateMessage, now: string): void {
    const here = new Set(this.#items.map(({ seq }) => seq));
    for (const seq of new Set([...state.seen, ...state.acted, ...state.archived]))
      if (!here.has(seq) && this.#isBelow(seq)) this.#doneOne(seq);
    this.#items = this.#items
      .map((item) => stamped(item, (what) => state[what].includes(item.seq), now))
      .filter(({ archived_at }) => archived_at === null);
  }

  #add(items: readonly InboxMessage[], more: boolean, asKnown: AsKnown, oldest = items.at(-1)?.seq): void {
    const listed = items.map(asKnown).filter(({ archived_at }) => archived_at === null);
    this.#items = [...this.#items, ...listed].sort((a, b) => b.seq - a.seq);
    this.#below = more ? (oldest ?? null) : null;
    this.#countedBelow = this.#below;
  }

  #isBelow(seq: number): boolean {
    return this.#countedBelow !== null && seq < this.#countedBelow;
  }

  #doneOne(seq: number): void {
    if (this.#doneBelow.has(seq)) return;
    this.#doneBelow.add(seq);
    this.#unreadBelow = Math.max(0, this.#unreadBelow - 1);
  }
}

/** Whether it is new to the player. */
export function isUnread({ seen_at, archived_at }: InboxMessage): boolean {
  return seen_at === null && archived_at === null;
}
