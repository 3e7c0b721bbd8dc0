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
import type { Http } from './Http.ts';
import type { KeyValue } from './KeyValue.ts';
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
}

const PATH = '/api/v1/notifications';
/** The list holds no more. */
const MAX_KEPT = 200;
/** So much that was said here is known: what other sessions are told comes back to those that did not say it. */
const MAX_SAID = 1000;
/** What was left out is asked for within so long: after a broadcast not by everybody at the same moment. */
const ASK_WITHIN_MS = 5000;
/** The server's time is known to about a second. */
const CLOCK_SLACK_MS = 1000;

/**
 * What the player was told: each once, in whatever tab, whatever became of the connection. Confirms by itself what came;
 * what was seen is for the page to say.
 */
export class Notifications {
  readonly #needs: NotificationsNeeds;
  readonly #emitter = new Emitter<NotificationEvents>();
  #player: string | null = null;
  readonly #told: ToldSoFar;
  #items: NotificationView[] = [];
  #loaded = false;
  /** Since when this player is here, server time: what is older was not told to this browser. */
  #since = 0;
  readonly #confirmations: Confirmations;
  /** What was said here, as `seen 7`, and what was put away elsewhere. */
  readonly #said = new Set<string>();
  #cancelAsking: (() => void) | null = null;

  constructor(needs: NotificationsNeeds) {
    this.#needs = needs;
    this.#told = new ToldSoFar(needs.storage);
    this.#confirmations = new Confirmations(needs);
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
    return this.#told.known;
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
    this.#stopAsking();
    this.#confirmations.clear();
    this.#said.clear();
    this.#told.become(player);
    this.#emitter.emit('changed', undefined);
  }

  /** Confirms what came, and nothing any more. */
  close(): void {
    this.#stopAsking();
    this.#confirmations.close();
  }

  /** Fetches the newest. What came before this browser knew of any is listed, and not shown. @throws ParlorError */
  async load(): Promise<void> {
    const player = this.#player;
    if (player === null) return;
    const page = await this.#needs.http.get<NotificationsMessage>(PATH);
    if (player !== this.#player) return;
    const first = !this.#loaded && this.known === null;
    this.#loaded = true;
    this.#told.go(page.epoch, page.cursor);
    this.#items = page.items.filter(({ archived_at }) => archived_at === null).slice(0, MAX_KEPT);
    for (const item of page.items) {
      this.#confirmations.add(item.seq);
      if (first && Date.parse(item.created_at) < this.#since) this.#told.note(item.id);
      else this.#show(item);
    }
    this.#told.write();
    this.#emitter.emit('changed', undefined);
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
    this.#told.write();
    if (page.more) await this.catchUp();
  }

  /** It is another database: the same numbers mean something else. */
  #beginAnew(): void {
    this.#told.forget();
    this.#said.clear();
  }

  #came(item: NotificationMessage, by?: Tell): void {
    const before = this.known;
    if (before && item.epoch !== before.epoch) {
      this.#beginAnew();
      void this.load().catch(() => {}); // asked for again at the next join
      return;
    }
    const known = this.#items.find(({ id }) => id === item.id);
    const { seen_at = null, acted_at = null } = known ?? {};
    const archived_at = this.#said.has(`archived ${item.seq}`) ? item.created_at : null;
    this.#take({ ...item, seen_at, acted_at, archived_at }, by);
    this.#told.came(item.epoch, item.seq, this.#needs.clock.now());
    this.#told.write();
  }

  /** What another session says. With several sockets what was said over one comes back over the others. */
  #heardState(told: NotificationStateMessage): void {
    const others = (what: keyof NotificationStateMessage) =>
      told[what].filter((seq) => !this.#said.has(`${what} ${seq}`));
    const state = { seen: others('seen'), acted: others('acted'), archived: others('archived') };
    if (state.seen.length + state.acted.length + state.archived.length === 0) return;
    for (const seq of state.archived) this.#noteSaid('archived', seq);
    this.#stateChanged(state);
    this.#emitter.emit('elsewhere', state);
  }

  #noteSaid(what: keyof NotificationStateMessage, seq: number): void {
    this.#said.add(`${what} ${seq}`);
    const [oldest = ''] = this.#said;
    if (this.#said.size > MAX_SAID) this.#said.delete(oldest);
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
      this.#told.write();
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

  /** The key under which a browser subscribes to be told while the page is closed; null when the server offers none. @throws ParlorError */
  async pushKey(): Promise<string | null> {
    return (await this.#needs.http.get<{ public_key: string | null }>(`${PATH}/push`)).public_key;
  }

  /** Has a browser told while the page is closed: give what `toJSON` of its `PushSubscription` says, at each visit. @throws ParlorError */
  async subscribeToPush(subscription: PushSubscriptionJSON): Promise<void> {
    await this.#needs.http.send('PUT', `${PATH}/push`, { body: subscription });
  }

  /** @throws ParlorError */
  async unsubscribeFromPush(endpoint: string): Promise<void> {
    await this.#needs.http.send('DELETE', `${PATH}/push`, { body: { endpoint } });
  }

  #take(item: NotificationView, by?: Tell): void {
    this.#confirmations.add(item.seq, by);
    if (item.archived_at !== null) return;
    const others = this.#items.filter(({ id }) => id !== item.id);
    this.#items = [item, ...others].sort((a, b) => b.seq - a.seq).slice(0, MAX_KEPT);
    this.#show(item);
    this.#emitter.emit('changed', undefined);
  }

  /** Tells the page, once in this browser. */
  #show(item: NotificationView): void {
    if (item.seen_at !== null || item.archived_at !== null || !this.#told.show(item.id)) return;
    this.#emitter.emit('notification', item);
  }

  #serverNow(): number {
    const { clock, http } = this.#needs;
    return clock.now() + http.serverTime.ahead;
  }

  async #say(what: 'seen' | 'acted' | 'archived', seqs: readonly number[]): Promise<void> {
    if (seqs.length === 0) return;
    const none = { seen: [], acted: [], archived: [] };
    for (const seq of seqs) this.#noteSaid(what, seq);
    this.#stateChanged({ ...none, [what]: [...seqs] });
    const overHttp = () => this.#needs.http.post(RECEIPTS_PATH, { [what]: [...seqs] });
    const told = what === 'seen' ? this.#needs.tell('seen', { seqs: [...seqs] }) : null;
    await (told?.catch(overHttp) ?? overHttp());
  }
}
