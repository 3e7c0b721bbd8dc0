import type { Log } from '../lib/log.ts';
import type { NotificationStateMessage, NotificationsMessage } from '../protocol/notifications.ts';
import type { RoomMessages } from '../protocol/room.ts';
import type { Fanout } from './Fanout.ts';
import { HubSession, type PushSocket } from './HubSession.ts';
import type { Head, InboxItem, Notification, NotificationStore, Receipt } from './notification.ts';
import type { Receipts } from './Receipts.ts';
import { inboxMessageOf, messageOf } from './wire.ts';

/** Where a client was: the epoch and the last seq that it knows. */
export interface Known {
  epoch: string;
  after: number;
}

export interface HubNeeds {
  store: NotificationStore;
  fanout: Pick<Fanout, 'send'>;
  receipts: Pick<Receipts, 'add'>;
  /** A message as bytes, the same for everybody. */
  encode<T extends keyof RoomMessages>(type: T, payload: RoomMessages[T]): Uint8Array;
  now(): number;
  log: Pick<Log, 'warn'>;
  sent(one: Notification, players: number): void;
  /** The same begins to be written to many sockets. @returns to be called when it is */
  writing(): () => void;
  /** A session that was told live has it, so many ms after it was accepted. */
  confirmed(one: Notification, ms: number): void;
}

/** So many are told at once; the rest is asked for. */
export const PAGE = 50;
/** Read in one go when something was accepted. */
const READ_AT_ONCE = 500;
/** So many are known to have been written to, over all notifications: the oldest are forgotten first. */
const MAX_WRITTEN = 200_000;

/**
 * The notifications of a process: reads what was accepted, in its order, and writes it to the sessions that are here. What
 * wakes it may be lost: it looks by itself as well.
 */
export class NotificationHub {
  readonly #needs: HubNeeds;
  readonly #sessions = new Map<string, Set<HubSession>>();
  readonly #waiting = new Map<string, Set<() => void>>();
  /** By seq, who was written to, oldest first. */
  readonly #written = new Map<number, Set<string>>();
  #writtenTo = 0;
  /** By seq, how many of those are not counted yet. */
  #uncounted = new Map<number, number>();
  #head: Head | null = null;
  #reading: Promise<void> | null = null;
  #again = false;

  constructor(needs: HubNeeds) {
    this.#needs = needs;
  }

  /** How far this process has read; null before it has. */
  get head(): Head | null {
    return this.#head;
  }

  /** Reads what was accepted since the last time. Who calls while it reads has it read once more. */
  wake(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return this.#reading;
    }
    this.#reading = this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /**
   * Tells a new session what it missed, and from here on what comes. A client that does not say where it was is told
   * only what comes.
   */
  async attach(socket: PushSocket, known: Known | null): Promise<HubSession> {
    const { store, now } = this.#needs;
    const head = this.#head ?? (await this.#readHead());
    const session = new HubSession(socket, head.seq, new Set(), now);
    const sessions = this.#sessions.get(socket.player) ?? new Set();
    this.#sessions.set(socket.player, sessions.add(session));
    try {
      session.muted = new Set(await store.mutedTopics(socket.player));
      if (known) socket.send('notifications', await this.page(socket.player, known, head.seq));
    } catch (error) {
      // It asks over HTTP; nothing of it is lost.
      if (known) socket.send('notifications_behind', { cursor: known.after });
      this.#needs.log.warn({ err: error }, 'notifications could not be told at the start');
    }
    return session;
  }

  detach(session: HubSession): void {
    const sessions = this.#sessions.get(session.player);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#sessions.delete(session.player);
  }

  /** What a player has after what their client knows, as far as `upTo`. */
  async page(player: string, known: Known, upTo = Number.MAX_SAFE_INTEGER): Promise<NotificationsMessage> {
    const { store } = this.#needs;
    const head = await store.head();
    const { epoch, forgotten } = head;
    const reset =
      known.epoch !== epoch || known.after > head.seq || (known.after > 0 && known.after < forgotten);
    if (reset) return { epoch, items: [], cursor: head.seq, more: false, reset: true };
    const found = (await store.inbox(player, known.after, PAGE + 1)).filter(({ seq }) => seq <= upTo);
    const items = found.slice(0, PAGE);
    const more = found.length > PAGE;
    const cursor = more ? (items.at(-1)?.seq ?? known.after) : Math.min(head.seq, upTo);
    this.#notePage(player, items);
    return { epoch, items: items.map((one) => inboxMessageOf(epoch, one)), cursor, more, reset: false };
  }

  /** The newest that a player has, newest first. */
  async latest(player: string, before: number | null): Promise<NotificationsMessage> {
    const { store } = this.#needs;
    const { epoch, seq } = await store.head();
    const found = await store.latest(player, before, PAGE + 1);
    const items = found.slice(0, PAGE);
    this.#notePage(player, items);
    const more = found.length > PAGE;
    return { epoch, items: items.map((one) => inboxMessageOf(epoch, one)), cursor: seq, more, reset: false };
  }

  /** `came` resolves as soon as something may have come for a player, after `ms`, or at `stop`. */
  waitFor(player: string, ms: number): { came: Promise<void>; stop(): void } {
    const { promise: came, resolve } = Promise.withResolvers<void>();
    const waiting = this.#waiting.get(player) ?? new Set();
    const stop = () => {
      clearTimeout(timer);
      waiting.delete(stop);
      if (waiting.size === 0 && this.#waiting.get(player) === waiting) this.#waiting.delete(player);
      resolve();
    };
    const timer = setTimeout(stop, ms);
    this.#waiting.set(player, waiting.add(stop));
    return { came, stop };
  }

  /** What a client says of some. Resolves once it is stored. @throws Problem 503 `retry_later`: it is to be said again */
  async receive(player: string, receipt: Receipt, seqs: readonly number[]): Promise<void> {
    const at = this.#needs.now();
    await this.#needs.receipts.add(
      player,
      seqs.map((seq) => ({ seq, player, receipt, at })),
    );
    // Whichever of their sessions it came by: none needs it again.
    const sessions = [...(this.#sessions.get(player) ?? [])];
    const had = new Set(sessions.flatMap((session) => session.acked(seqs)));
    for (const one of had) this.#needs.confirmed(one, Math.max(0, at - one.createdAt)); // clocks differ
  }

  /** The player did something with some in another session, here or in another process. */
  tellState(player: string, state: NotificationStateMessage, except?: HubSession): void {
    for (const session of this.#sessions.get(player) ?? [])
      if (session !== except) session.socket.send('notification_state', state);
  }

  /** A player chose other topics. */
  tellMuted(player: string, topics: readonly string[]): void {
    for (const session of this.#sessions.get(player) ?? []) session.muted = new Set(topics);
  }

  /** Once a second: sends again what was not confirmed. */
  tick(): void {
    for (const sessions of this.#sessions.values()) for (const session of sessions) session.tick();
  }

  /** Counts who was written to since the last time. What cannot be stored is counted the next time. */
  async count(): Promise<void> {
    const counts = this.#uncounted;
    if (counts.size === 0) return;
    this.#uncounted = new Map();
    try {
      await this.#needs.store.sent(counts);
    } catch (error) {
      for (const [seq, count] of counts) this.#uncounted.set(seq, (this.#uncounted.get(seq) ?? 0) + count);
      throw error;
    }
  }

  async #readHead(): Promise<Head> {
    this.#head ??= await this.#needs.store.head();
    return this.#head;
  }

  async #read(): Promise<void> {
    do {
      this.#again = false;
      const head = await this.#readHead();
      const { head: now, found } = await this.#needs.store.since(head.seq, READ_AT_ONCE);
      // Another database, or one that was put back: whoever is here asks for everything anew.
      if (now.epoch !== head.epoch || now.seq < head.seq) this.#begin(now);
      else this.#tellAll(head, found);
      if (found.length === READ_AT_ONCE) this.#again = true;
    } while (this.#again);
  }

  #tellAll(head: Head, found: readonly Notification[]): void {
    for (const one of found) {
      this.#tell(head.epoch, one);
      head.seq = one.seq;
    }
  }

  #begin(head: Head): void {
    this.#head = head;
    this.#written.clear();
    this.#writtenTo = 0;
    this.#uncounted.clear();
    const reset = { epoch: head.epoch, items: [], cursor: head.seq, more: false, reset: true };
    for (const sessions of this.#sessions.values())
      for (const session of sessions) {
        session.begin(head.seq);
        session.socket.send('notifications', reset);
      }
  }

  #tell(epoch: string, one: Notification): void {
    if (one.expiresAt <= this.#needs.now()) return;
    const sessions =
      one.players === null
        ? [...this.#sessions.values()].flatMap((all) => [...all])
        : one.players.flatMap((player) => [...(this.#sessions.get(player) ?? [])]);
    const wanting = sessions.filter((session) => session.wants(one));
    this.#wakeWaiting(one);
    if (wanting.length === 0) return;
    const frame = this.#needs.encode('notification', messageOf(epoch, one));
    const receivers = wanting.map((session) => ({
      write: (bytes: Uint8Array) => {
        if (session.deliver(one, bytes)) this.#note(session.player, one);
      },
    }));
    const written = this.#needs.writing();
    void this.#needs.fanout.send(one.priority, receivers, frame).then((to) => {
      if (to > 0) return written();
      for (const session of wanting) session.missed(one); // too much waits in this lane
    });
  }

  #wakeWaiting({ players }: Notification): void {
    const who = players ?? [...this.#waiting.keys()];
    for (const player of who) for (const done of [...(this.#waiting.get(player) ?? [])]) done();
  }

  #notePage(player: string, items: readonly InboxItem[]): void {
    for (const one of items) this.#note(player, one);
  }

  /** A player was written to: counted once, however many sessions they have here. */
  #note(player: string, one: Notification): void {
    const { seq } = one;
    let written = this.#written.get(seq);
    if (!written) {
      written = new Set();
      this.#written.set(seq, written);
    }
    if (written.has(player)) return;
    written.add(player);
    this.#writtenTo += 1;
    for (const [oldest, players] of this.#written) {
      if (this.#writtenTo <= MAX_WRITTEN || oldest === seq) break;
      this.#writtenTo -= players.size;
      this.#written.delete(oldest);
    }
    this.#uncounted.set(seq, (this.#uncounted.get(seq) ?? 0) + 1);
    this.#needs.sent(one, 1);
  }
}
