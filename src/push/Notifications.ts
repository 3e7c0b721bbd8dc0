import type { ToldOthers } from '../players/notes.ts';
import type { NotificationsMessage, Priority } from '../protocol/notifications.ts';
import type { Acceptance, Accepted } from './Acceptance.ts';
import type { HubSession, PushSocket } from './HubSession.ts';
import type { NotificationHub, Whereabouts } from './NotificationHub.ts';
import {
  type Audience,
  type DeliveryCounts,
  type Draft,
  type Known,
  type Notice,
  type Notification,
  type NotificationStore,
  noticeOf,
  type Receipt,
} from './notification.ts';

/** What somebody wants to tell. */
export interface NewNotification {
  audience: Audience;
  priority?: Priority | undefined;
  /** What it is about; the audience's own when that is one. */
  topic?: string | undefined;
  title: string;
  body?: string | undefined;
  data?: Record<string, unknown> | undefined;
  /** For how long it is told, in seconds. */
  ttlS?: number | undefined;
  dedupeKey?: string | undefined;
}

/** What a client did, by seq. */
export type ReceiptLists = Partial<Record<'received' | 'seen' | 'acted' | 'archived', readonly number[]>>;

export interface NotificationsNeeds {
  store: NotificationStore;
  acceptance: Pick<Acceptance, 'accept'>;
  hub: NotificationHub;
  /**
   * Who sits at or watches a match just now. When its process does not answer nobody is told: who watches would be left
   * out for good. @throws Problem 404 `match_not_running`; 503 `retry_later`
   */
  audienceOf(match: string): Promise<string[]>;
  /** Has every process look what was accepted. May be lost. */
  wakeAll(accepted: Notification): void;
  /** Tells the sessions of a player in other processes. May be lost. */
  tellOthers(player: string, told: ToldOthers): void;
  now(): number;
  newId(): string;
  accepted(notification: Notification): void;
}

/** For how long something is told by default, in seconds. */
export const DEFAULT_TTL_S = 24 * 60 * 60;
/** So many are looked through to count those that were not seen. */
const MAX_COUNTED = 1000;
const RECEIPT_OF: Record<keyof ReceiptLists, Receipt> = {
  received: 'delivered',
  seen: 'seen',
  acted: 'acted',
  archived: 'archived',
};

/** Telling people things: what the server's own parts, operators and clients call. */
export class Notifications {
  readonly #needs: NotificationsNeeds;

  constructor(needs: NotificationsNeeds) {
    this.#needs = needs;
  }

  /**
   * Stores it, and has it told wherever its people are. It is told at least once to each of them who is there or comes
   * back before it expires.
   * @throws Problem 404 `match_not_running`; 503 `retry_later`
   */
  async send(sender: string, wanted: NewNotification): Promise<Accepted> {
    const { acceptance, now } = this.#needs;
    const answer = await acceptance.accept(noticeOf(await this.draft(sender, wanted), now()));
    if (answer.fresh) this.announce(answer.notification);
    return answer;
  }

  /**
   * What is wanted with whom it is for: who is at a match is fixed here.
   * @throws Problem 404 `match_not_running`
   */
  async draft(sender: string, wanted: NewNotification): Promise<Draft> {
    const { audience, ttlS = DEFAULT_TTL_S, priority = 'normal', title, body = '', data = {} } = wanted;
    const { kind, players, topic } = await this.#addressed(audience);
    return {
      ...{ id: this.#needs.newId(), kind, players, priority, title, body, data, sender, ttlS },
      topic: wanted.topic ?? topic,
      dedupeKey: wanted.dedupeKey ?? null,
    };
  }

  /** Has one that was just stored told. */
  announce(notification: Notification): void {
    const { accepted, wakeAll } = this.#needs;
    accepted(notification);
    wakeAll(notification);
  }

  attach(socket: PushSocket, was: Whereabouts): Promise<HubSession> {
    return this.#needs.hub.attach(socket, was);
  }

  /** @returns where it was, for when it comes back. The second time it is the same */
  detach(session: HubSession): Known {
    return this.#needs.hub.detach(session);
  }

  /**
   * What a client says it has got, shown, obeyed or put away. Resolves once it is stored.
   * @throws Problem 503 `retry_later`
   */
  async receive(player: string, lists: ReceiptLists, by?: HubSession): Promise<void> {
    const { hub, tellOthers } = this.#needs;
    const names = Object.keys(RECEIPT_OF) as (keyof ReceiptLists)[];
    await Promise.all(names.map((name) => hub.receive(player, RECEIPT_OF[name], lists[name] ?? [])));
    const { seen = [], acted = [], archived = [] } = lists;
    if (seen.length + acted.length + archived.length === 0) return;
    const state = { seen: [...seen], acted: [...acted], archived: [...archived] };
    hub.tellState(player, state, by);
    tellOthers(player, { state });
  }

  /**
   * What a player has after what is known, as soon as there is any or the time is up.
   * @param wait resolves with the work, or rejects when the client is gone
   */
  async page(
    player: string,
    known: Known,
    waitMs: number,
    wait: <T>(work: () => Promise<T>) => Promise<T>,
  ): Promise<NotificationsMessage> {
    const { hub, now } = this.#needs;
    const until = now() + waitMs;
    for (;;) {
      const left = until - now();
      // Listened for before it is looked: nothing falls between.
      const news = left > 0 ? hub.waitFor(player, left) : null;
      try {
        const page = await hub.page(player, known);
        if (news === null || page.reset || page.items.length > 0) return page;
        await wait(() => news.came);
      } finally {
        news?.stop();
      }
    }
  }

  /** The epoch that there is now. */
  async epoch(): Promise<string> {
    return (await this.#needs.store.head()).epoch;
  }

  latest(player: string, before: number | null): Promise<NotificationsMessage> {
    return this.#needs.hub.latest(player, before);
  }

  /** How many a player has not seen, of the newest 1,000 up to and with this seq. */
  unread(player: string, upTo: number): Promise<number> {
    return this.#needs.store.unread(player, upTo, MAX_COUNTED);
  }

  mutedTopics(player: string): Promise<string[]> {
    return this.#needs.store.mutedTopics(player);
  }

  async muteTopics(player: string, topics: readonly string[]): Promise<string[]> {
    const { store, hub, tellOthers } = this.#needs;
    await store.muteTopics(player, topics);
    const muted = [...new Set(topics)].sort();
    hub.tellMuted(player, muted);
    tellOthers(player, { muted });
    return muted;
  }

  /** Null when there is no such notification, or it was forgotten. */
  delivery(id: string): Promise<DeliveryCounts | null> {
    return this.#needs.store.delivery(id);
  }

  /** Told by another process. */
  heard(player: string, told: ToldOthers): void {
    if ('state' in told) this.#needs.hub.tellState(player, told.state);
    else this.#needs.hub.tellMuted(player, told.muted);
  }

  async #addressed(audience: Audience): Promise<Pick<Notice, 'kind' | 'players' | 'topic'>> {
    if ('all' in audience) return { kind: 'all', players: null, topic: 'announcements' };
    if ('topic' in audience) return { kind: 'topic', players: null, topic: audience.topic };
    if ('player' in audience) return { kind: 'player', players: [audience.player], topic: 'you' };
    return { kind: 'match', players: await this.#needs.audienceOf(audience.match), topic: 'match' };
  }
}
