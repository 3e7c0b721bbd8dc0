import type { GameMessage } from '../src/protocol/game.ts';
import type { LobbyMessage } from '../src/protocol/lobby.ts';
import type {
  InboxMessage,
  NotificationMessage,
  NotificationStateMessage,
  NotificationsMessage,
} from '../src/protocol/notifications.ts';
import type { Clock } from './Clock.ts';
import { Confirmations, RECEIPTS_PATH, type Tell } from './Confirmations.ts';
import { Emitter } from './Emitter.ts';
import type { Http, HttpOptions } from './Http.ts';
import { Inbox, isUnread } from './Inbox.ts';
import type { InTurn } from './inTurn.ts';
import type { KeyValue } from './KeyValue.ts';
import { LongPoller } from './LongPoller.ts';
import { Said } from './Said.ts';
import { ToldSoFar } from './ToldSoFar.ts';

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
  /** A number in [0, 1). */
  random: () => number;
  /** Over whichever socket there is. */
  tell: Tell;
  inTurn: InTurn;
}

const PATH = '/api/v1/notifications';
/** What was left out is asked for within so long: after a broadcast not by everybody at the same moment. */
const ASK_WITHIN_MS = 5000;
/** The server takes no more at once. */
const SAID_AT_ONCE = 500;
/** The server's time is known to about a second. */
const CLOCK_SLACK_MS = 1000;

/**
 * What the player was told: each once, in whatever tab, whatever became of the connection. Confirms by itself what
 * came; what was seen is for the page to say.
 */
export class Notifications {
  readonly #needs: NotificationsNeeds;
  readonly #emitter = new Emitter<NotificationEvents>();
  #player: string | null = null;
  readonly #told: ToldSoFar;
  readonly #inbox = new Inbox();
  #loaded = false;
  #loading: Promise<void> | null = null;
  /** Since when this player is here, server time: what is older was not told to this browser. */
  #since = 0;
  readonly #confirmations: Confirmations;
  readonly #poller: LongPoller<{ version: number; page: NotificationsMessage }>;
  readonly #said = new Said();
  #cancelAsking: (() => void) | null = null;

  constructor(needs: NotificationsNeeds) {
    this.#needs = needs;
    this.#told = new ToldSoFar(needs.storage, needs.inTurn);
    this.#confirmations = new Confirmations(needs);
    this.#poller = new LongPoller({
      ...needs,
      ask: (last, how) => this.#next(last !== null, how),
      answered: ({ page }) => void this.#missed(page).catch(() => {}), // the next answer says it again
      givesWay: true,
      changed() {},
      refused() {}, // told to those who sign in
    });
  }

  /** Newest first, without those that were put away. A new list after each change. */
  get items(): readonly NotificationView[] {
    return this.#inbox.items;
  }

  /** How many were not seen yet, also of those that are older than what is listed. */
  get unread(): number {
    return this.#inbox.unread;
  }

  /** There are older ones: see `loadOlder`. */
  get hasOlder(): boolean {
    return this.#inbox.below !== null;
  }

  /** What has a lower `seq` is not in `items`; null when all is. */
  get below(): number | null {
    return this.#inbox.below;
  }

  /** The list was fetched since this player is here. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Where this client is, to be told at a join. Null before it was ever told anything: then it asks by `load`. */
  get known(): { epoch: string; after: number } | null {
    return this.#told.known;
  }

  on<K extends keyof NotificationEvents>(event: K, fn: (payload: NotificationEvents[K]) => void): () => void {
    return this.#emitter.on(event, fn);
  }

  /** Somebody signed in, or nobody is any more. */
  become(player: string | null): void {
    if (player === this.#player) return;
    this.#player = player;
    this.#inbox.empty();
    this.#loaded = false;
    this.#loading = null;
    this.#since = this.#serverNow() - CLOCK_SLACK_MS;
    this.#stopAsking();
    this.#confirmations.clear();
    this.#poller.stop();
    this.#said.clear();
    this.#told.become(player);
    this.#emitter.emit('changed', undefined);
  }

  /** Confirms what came, and nothing any more. */
  close(): void {
    this.#stopAsking();
    this.#poller.stop();
    this.#confirmations.close();
  }

  /** There is no socket that tells, or there is one again. */
  follow(overHttp: boolean): void {
    if (overHttp && this.#player !== null) this.#poller.start();
    else this.#poller.stop();
  }

  /** Fetches the newest, and lists them. Of these, what was told before is not shown. @throws ParlorError */
  async load(): Promise<void> {
    const player = this.#player;
    if (player === null) return;
    const page = await this.#needs.http.get<NotificationsMessage>(PATH);
    if (player !== this.#player) return;
    if (this.known && this.known.epoch !== page.epoch) this.#beginAnew();
    const { known } = this;
    this.#loaded = true;
    this.#inbox.begin(page, this.#asSaid);
    // What came after what is known is told by the join, or asked for.
    if (!known) this.#told.go(page.epoch, page.cursor);
    for (const item of page.items) {
      this.#confirmations.add(item.seq);
      const isOld = known ? item.seq <= known.after : Date.parse(item.created_at) < this.#since;
      if (!isOld) this.#show(item);
      else if (!known) this.#told.note(item.id);
    }
    this.#told.save();
    this.#emitter.emit('changed', undefined);
  }

  /** Lists older ones, too. @throws ParlorError */
  async loadOlder(): Promise<void> {
    const { below } = this.#inbox;
    if (below === null) return;
    const page = await this.#older(below);
    if (!page || below !== this.#inbox.below) return;
    this.#inbox.append(page, this.#asSaid);
    this.#emitter.emit('changed', undefined);
  }

  /** Null when another player is here by now. @throws ParlorError */
  async #older(before: number): Promise<NotificationsMessage | null> {
    const player = this.#player;
    const page = await this.#needs.http.get<NotificationsMessage>(`${PATH}?before=${before}`);
    if (player !== this.#player) return null;
    for (const { seq } of page.items) this.#confirmations.add(seq);
    return page;
  }

  /**
   * Takes a message of a room; false when it is about something else.
   * @param by how that room is told something
   */
  hear(message: LobbyMessage | GameMessage, by?: Tell): boolean {
    switch (message.type) {
      case 'notification':
        this.#came(message.payload, by);
        return true;
      case 'notifications':
        void this.#missed(message.payload, by).catch(() => {}); // asked for again at the next join
        return true;
      case 'notifications_behind':
        this.#askSoon(message.payload.cursor);
        return true;
      case 'notification_state':
        this.#heardState(message.payload);
        return true;
      default:
        return false;
    }
  }

  /** Something after this one was left out. */
  #askSoon(after: number): void {
    this.#told.leftOut(after);
    const { clock, random } = this.#needs;
    this.#cancelAsking ??= clock.after(random() * ASK_WITHIN_MS, () => {
      this.#cancelAsking = null;
      void this.catchUp().catch(() => {});
    });
  }

  #stopAsking(): void {
    this.#cancelAsking?.();
    this.#cancelAsking = null;
  }

  /** What was missed, or that everything is to be asked for. */
  async #missed(page: NotificationsMessage, by?: Tell): Promise<void> {
    if (page.reset) {
      this.#beginAnew();
      await this.load();
      return;
    }
    for (const item of page.items) this.#take(item, by);
    this.#told.go(page.epoch, page.cursor);
    this.#told.save();
    if (page.more) await this.catchUp();
  }

  /** It is another database: the same numbers mean something else. */
  #beginAnew(): void {
    this.#told.forget();
    this.#said.clear();
    this.#inbox.empty();
  }

  #came(item: NotificationMessage, by?: Tell): void {
    const before = this.known;
    if (before && item.epoch !== before.epoch) {
      this.#beginAnew();
      void this.load().catch(() => {}); // asked for again at the next join
      return;
    }
    const known = this.items.find(({ id }) => id === item.id);
    const { seen_at = null, acted_at = null } = known ?? {};
    this.#take({ ...item, seen_at, acted_at, archived_at: null }, by);
    this.#told.came(item.epoch, item.seq, this.#needs.clock.now());
    this.#told.save();
  }

  /** What another session says. With several sockets what was said over one comes back over the others. */
  #heardState(told: NotificationStateMessage): void {
    const news = this.#said.news(told);
    if (!news) return;
    this.#stateChanged(news);
    this.#emitter.emit('elsewhere', news);
  }

  #stateChanged(state: NotificationStateMessage): void {
    this.#inbox.change(state, this.#nowText());
    this.#emitter.emit('changed', undefined);
  }

  readonly #asSaid = (item: NotificationView): NotificationView => this.#said.applied(item, this.#nowText());

  #nowText(): string {
    return new Date(this.#serverNow()).toISOString();
  }

  /** What comes next, as soon as it comes when it is waited for; the list before anything else. @throws ParlorError */
  async #next(waits: boolean, how: HttpOptions): Promise<{ version: number; page: NotificationsMessage }> {
    await this.begin();
    const { known } = this;
    const query = new URLSearchParams(known ? { after: String(known.after), epoch: known.epoch } : {});
    if (waits) query.set('wait', '25');
    const page = await this.#needs.http.get<NotificationsMessage>(`${PATH}?${query}`, how);
    return { version: page.cursor, page };
  }

  /** Fetches the list, unless that was done. @throws ParlorError */
  async begin(): Promise<void> {
    if (this.#loaded) return;
    this.#loading ??= this.load().finally(() => {
      this.#loading = null;
    });
    await this.#loading;
  }

  /** Asks for what was missed, page by page. @throws ParlorError */
  async catchUp(): Promise<void> {
    const isFirst = this.known === null;
    await this.begin();
    if (isFirst) return;
    for (;;) {
      const { known } = this;
      if (!known) return this.load();
      const query = new URLSearchParams({ after: String(known.after), epoch: known.epoch });
      const page = await this.#needs.http.get<NotificationsMessage>(`${PATH}?${query}`);
      if (page.reset) {
        this.#beginAnew();
        return this.load();
      }
      for (const item of page.items) this.#take(item);
      this.#told.go(page.epoch, page.cursor);
      this.#told.save();
      if (!page.more) return;
    }
  }

  /** All of them were looked at, as far back as they go. @throws ParlorError */
  async seenAll(): Promise<void> {
    await this.seen(this.items.filter(isUnread).map(({ seq }) => seq));
    for (let { below } = this.#inbox; below !== null && this.unread > 0; ) {
      const page = await this.#older(below);
      if (!page) return;
      await this.seen(page.items.filter(isUnread).map(({ seq }) => seq));
      below = page.more ? (page.items.at(-1)?.seq ?? null) : null;
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

  /**
   * The key under which a browser subscribes to be told while the page is closed; null when the server offers none.
   * @throws ParlorError
   */
  async pushKey(): Promise<string | null> {
    return (await this.#needs.http.get<{ public_key: string | null }>(`${PATH}/push`)).public_key;
  }

  /**
   * Has a browser told while the page is closed: give what `toJSON` of its `PushSubscription` says, at each visit.
   * @throws ParlorError
   */
  async subscribeToPush(subscription: PushSubscriptionJSON): Promise<void> {
    await this.#needs.http.send('PUT', `${PATH}/push`, { body: subscription });
  }

  /** @throws ParlorError */
  async unsubscribeFromPush(endpoint: string): Promise<void> {
    await this.#needs.http.send('DELETE', `${PATH}/push`, { body: { endpoint } });
  }

  #take(told: NotificationView, by?: Tell): void {
    const item = this.#asSaid(told);
    this.#confirmations.add(item.seq, by);
    if (item.archived_at !== null) return;
    this.#inbox.take(item);
    this.#show(item);
    this.#emitter.emit('changed', undefined);
  }

  /** Tells the page, once in this browser. */
  #show(item: NotificationView): void {
    if (isUnread(item)) this.#told.show(item.id, () => this.#emitter.emit('notification', item));
  }

  #serverNow(): number {
    const { clock, http } = this.#needs;
    return clock.now() + http.serverTime.ahead;
  }

  async #say(what: 'seen' | 'acted' | 'archived', seqs: readonly number[]): Promise<void> {
    if (seqs.length === 0) return;
    const none = { seen: [], acted: [], archived: [] };
    this.#said.note(what, seqs);
    this.#stateChanged({ ...none, [what]: [...seqs] });
    for (let i = 0; i < seqs.length; i += SAID_AT_ONCE) {
      const some = seqs.slice(i, i + SAID_AT_ONCE);
      const overHttp = () => this.#needs.http.post(RECEIPTS_PATH, { [what]: some });
      const told = what === 'seen' ? this.#needs.tell('seen', { seqs: some }) : null;
      await (told?.catch(overHttp) ?? overHttp());
    }
  }
}
