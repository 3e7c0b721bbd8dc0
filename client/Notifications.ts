import type { LobbyMessage } from '../src/protocol/lobby.ts';
import type {
  InboxMessage,
  NotificationMessage,
  NotificationStateMessage,
  NotificationsMessage,
} from '../src/protocol/notifications.ts';
import type { Clock } from './Clock.ts';
import { Emitter } from './Emitter.ts';
import type { Http } from './Http.ts';
import type { KeyValue } from './KeyValue.ts';

/** Something that the player was told. Times are ISO 8601. */
export type NotificationView = InboxMessage;

export interface NotificationEvents {
  /** Something was told for the first time in this browser: to be shown. */
  notification: NotificationView;
  /** The player saw, obeyed or put away some in another session. */
  elsewhere: NotificationStateMessage;
  /** The list, or what is known of one in it, is another. */
  changed: undefined;
}

export interface NotificationsNeeds {
  http: Http;
  storage: KeyValue;
  clock: Clock;
  /** Sends a message over the socket there is; false when there is none. */
  tell(type: 'received' | 'seen', payload: { seqs: number[] }): boolean;
}

const PATH = '/api/v1/notifications';
/** Where this browser is, and what it has shown. */
const STORED = 'parlor.notifications';
/** So many that were shown are known, so that none is shown twice. */
const MAX_SHOWN = 500;
/** The list holds no more. */
const MAX_KEPT = 200;
/** What was received is confirmed together, and after a broadcast not by everybody at the same moment. */
const CONFIRM_AFTER_MS = { from: 200, to: 1200 };
/** The server's time is known to about a second. */
const CLOCK_SLACK_MS = 1000;

interface Stored {
  player: string;
  epoch: string;
  after: number;
  shown: string[];
}

/**
 * What the player was told: each once, in whatever tab, whatever became of the connection. Confirms by itself what came;
 * what was seen is for the page to say.
 */
export class Notifications {
  readonly #needs: NotificationsNeeds;
  readonly #emitter = new Emitter<NotificationEvents>();
  #player: string | null = null;
  #epoch = '';
  #after = 0;
  #shown = new Set<string>();
  #items: NotificationView[] = [];
  #loaded = false;
  /** Since when this player is here, server time: what is older was not told to this browser. */
  #since = 0;
  #unconfirmed = new Set<number>();
  #cancelConfirm: (() => void) | null = null;

  constructor(needs: NotificationsNeeds) {
    this.#needs = needs;
  }

  /** Newest first, without those that were put away. A new list after each change. */
  get items(): readonly NotificationView[] {
    return this.#items;
  }

  /** How many were not seen yet. */
  get unread(): number {
    return this.#items.filter(({ seen_at }) => seen_at === null).length;
  }

  /** Where this client is, to be told at a join. Null before it was ever told anything: then it asks by `load`. */
  get known(): { epoch: string; after: number } | null {
    return this.#epoch === '' ? null : { epoch: this.#epoch, after: this.#after };
  }

  on<K extends keyof NotificationEvents>(event: K, fn: (payload: NotificationEvents[K]) => void): () => void {
    return this.#emitter.on(event, fn);
  }

  /** Somebody signed in, or nobody is any more. */
  become(player: string | null): void {
    if (player === this.#player) return;
    this.#player = player;
    this.#items = [];
    this.#loaded = false;
    this.#since = this.#serverNow() - CLOCK_SLACK_MS;
    this.#unconfirmed.clear();
    const stored = this.#read();
    const mine = stored !== null && stored.player === player;
    this.#epoch = mine ? stored.epoch : '';
    this.#after = mine ? stored.after : 0;
    this.#shown = new Set(mine ? stored.shown : []);
    this.#emitter.emit('changed', undefined);
  }

  /** Fetches the newest. What came before this browser knew of any is listed, and not shown. @throws ParlorError */
  async load(): Promise<void> {
    const player = this.#player;
    if (player === null) return;
    const page = await this.#needs.http.get<NotificationsMessage>(PATH);
    if (player !== this.#player) return;
    const first = !this.#loaded && this.#epoch === '';
    this.#loaded = true;
    this.#go(page.epoch, page.cursor);
    this.#items = page.items.filter(({ archived_at }) => archived_at === null).slice(0, MAX_KEPT);
    for (const item of page.items) {
      this.#confirm(item.seq);
      if (first && Date.parse(item.created_at) < this.#since) this.#noteShown(item.id);
      else this.#show(item);
    }
    this.#write();
    this.#emitter.emit('changed', undefined);
  }

  /** Takes a message of a room; false when it is about something else. */
  hear(message: LobbyMessage): boolean {
    switch (message.type) {
      case 'notification':
        this.#came(message.payload);
        return true;
      case 'notifications':
        void this.#told(message.payload).catch(() => {}); // asked for again at the next join
        return true;
      case 'notifications_behind':
        void this.catchUp().catch(() => {});
        return true;
      case 'notification_state':
        this.#stateChanged(message.payload);
        this.#emitter.emit('elsewhere', message.payload);
        return true;
      default:
        return false;
    }
  }

  /** What was missed, or that everything is to be asked for. */
  async #told(page: NotificationsMessage): Promise<void> {
    if (page.reset) {
      this.#epoch = '';
      await this.load();
      return;
    }
    for (const item of page.items) this.#take(item);
    this.#go(page.epoch, page.cursor);
    this.#write();
    if (page.more) await this.catchUp();
  }

  #came(item: NotificationMessage): void {
    if (item.epoch !== this.#epoch && this.#epoch !== '') {
      void this.load().catch(() => {}); // asked for again at the next join
      return;
    }
    this.#take({ seen_at: null, acted_at: null, archived_at: null, ...item });
    this.#go(item.epoch, Math.max(this.#after, item.seq));
    this.#write();
  }

  #stateChanged({ seen, acted, archived }: NotificationStateMessage): void {
    const now = new Date(this.#needs.clock.now()).toISOString();
    this.#items = this.#items
      .filter(({ seq }) => !archived.includes(seq))
      .map((item) => ({
        ...item,
        seen_at: item.seen_at ?? (seen.includes(item.seq) || acted.includes(item.seq) ? now : null),
        acted_at: item.acted_at ?? (acted.includes(item.seq) ? now : null),
      }));
    this.#emitter.emit('changed', undefined);
  }

  /** Asks for what was missed, page by page. @throws ParlorError */
  async catchUp(): Promise<void> {
    if (this.#epoch === '') return this.load();
    for (;;) {
      const query = new URLSearchParams({ after: String(this.#after), epoch: this.#epoch });
      const page = await this.#needs.http.get<NotificationsMessage>(`${PATH}?${query}`);
      if (page.reset) {
        this.#epoch = '';
        return this.load();
      }
      for (const item of page.items) this.#take(item);
      this.#go(page.epoch, page.cursor);
      this.#write();
      if (!page.more) return;
    }
  }

  /** They were shown, and looked at. @throws ParlorError */
  seen(seqs: readonly number[]): Promise<void> {
    return this.#say('seen', seqs);
  }

  /** The player did what they are about. @throws ParlorError */
  acted(seqs: readonly number[]): Promise<void> {
    return this.#say('acted', seqs);
  }

  /** Puts them away, on every device. @throws ParlorError */
  archive(seqs: readonly number[]): Promise<void> {
    return this.#say('archived', seqs);
  }

  /** Topics of which nothing is told that is not urgent. @throws ParlorError */
  async mutedTopics(): Promise<string[]> {
    return (await this.#needs.http.get<{ muted: string[] }>(`${PATH}/subscriptions`)).muted;
  }

  /** @throws ParlorError */
  async muteTopics(topics: readonly string[]): Promise<string[]> {
    const body = { muted: [...topics] };
    const answer = await this.#needs.http.send<{ muted: string[] }>('PUT', `${PATH}/subscriptions`, { body });
    return answer.muted;
  }

  #take(item: NotificationView): void {
    this.#confirm(item.seq);
    if (item.archived_at !== null) return;
    const others = this.#items.filter(({ id }) => id !== item.id);
    this.#items = [item, ...others].sort((a, b) => b.seq - a.seq).slice(0, MAX_KEPT);
    this.#show(item);
    this.#emitter.emit('changed', undefined);
  }

  /** Tells the page, once in this browser. */
  #show(item: NotificationView): void {
    if (this.#shown.has(item.id) || item.seen_at !== null || item.archived_at !== null) return;
    // Another tab may have been told at the same moment: what is stored is looked at again.
    const elsewhere = this.#read()?.shown.includes(item.id) ?? false;
    this.#noteShown(item.id);
    if (elsewhere) return;
    this.#write();
    this.#emitter.emit('notification', item);
  }

  #noteShown(id: string): void {
    this.#shown.add(id);
    for (const oldest of this.#shown) {
      if (this.#shown.size <= MAX_SHOWN) break;
      this.#shown.delete(oldest);
    }
  }

  #go(epoch: string, after: number): void {
    this.#epoch = epoch;
    this.#after = after;
  }

  #serverNow(): number {
    const { clock, http } = this.#needs;
    return clock.now() + http.serverTime.ahead;
  }

  #confirm(seq: number): void {
    this.#unconfirmed.add(seq);
    const { from, to } = CONFIRM_AFTER_MS;
    this.#cancelConfirm ??= this.#needs.clock.after(from + Math.random() * (to - from), () => {
      this.#cancelConfirm = null;
      const seqs = [...this.#unconfirmed];
      this.#unconfirmed.clear();
      if (this.#needs.tell('received', { seqs })) return;
      // It is sent again when this is lost, or asked for again.
      this.#needs.http.post(`${PATH}/receipts`, { received: seqs }).catch(() => {});
    });
  }

  async #say(what: 'seen' | 'acted' | 'archived', seqs: readonly number[]): Promise<void> {
    if (seqs.length === 0) return;
    const none = { seen: [], acted: [], archived: [] };
    this.#stateChanged({ ...none, [what]: [...seqs] });
    if (what === 'seen' && this.#needs.tell('seen', { seqs: [...seqs] })) return;
    await this.#needs.http.post(`${PATH}/receipts`, { [what]: [...seqs] });
  }

  #read(): Stored | null {
    try {
      const stored = JSON.parse(this.#needs.storage.getItem(STORED) ?? 'null') as Partial<Stored> | null;
      if (typeof stored?.player !== 'string' || typeof stored.epoch !== 'string') return null;
      const { player, epoch, after, shown } = stored;
      return { player, epoch, after: Number(after) || 0, shown: Array.isArray(shown) ? shown : [] };
    } catch {
      return null;
    }
  }

  #write(): void {
    if (this.#player === null) return;
    const stored: Stored = {
      player: this.#player,
      epoch: this.#epoch,
      after: this.#after,
      shown: [...this.#shown],
    };
    this.#needs.storage.setItem(STORED, JSON.stringify(stored));
  }
}
