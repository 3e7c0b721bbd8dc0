import type { Log } from '../lib/log.ts';
import type { NotificationStateMessage, NotificationsMessage } from '../protocol/notifications.ts';
import type { RoomMessages } from '../protocol/room.ts';
import type { Fanout } from './Fanout.ts';
import { Heads } from './Heads.ts';
import { HubSession, type PushSocket } from './HubSession.ts';
import { Lately } from './Lately.ts';
import { Muted } from './Muted.ts';
import { NewsWaiters } from './NewsWaiters.ts';
import type { Head, Known, Notification, NotificationStore, Receipt, Tally } from './notification.ts';
import { latestPage, type Page, pageAfter } from './pages.ts';
import type { Receipts } from './Receipts.ts';
import { WrittenTo } from './WrittenTo.ts';
import { messageOf } from './wire.ts';

export interface HubNeeds {
  store: NotificationStore;
  fanout: Pick<Fanout, 'send'>;
  receipts: Pick<Receipts, 'add'>;
  /** A message as bytes, the same for everybody. */
  encode<T extends keyof RoomMessages>(type: T, payload: RoomMessages[T]): Uint8Array;
  now(): number;
  log: Pick<Log, 'warn'>;
  /** So many were written to for the first time. */
  counted(tallies: readonly Tally[]): void;
  /** The same begins to be written to many sockets. @returns to be called when it is */
  writing(): () => void;
  /** A session that was told live has it, so many ms after it was accepted. */
  confirmed(one: Notification, ms: number): void;
}

/**
 * Where a client was: what it says, what is known of a session that comes back, `unknown` of one that comes back to
 * another process, and null where only what comes is to be told.
 */
export type Whereabouts = Known | 'unknown' | null;

/** Read in one go when something was accepted. */
const READ_AT_ONCE = 500;
/** What is sent again, and what waits in a lane, is lost with its socket for so long after it was accepted. */
const OVERTAKEN_MS = 90_000;
/** A session comes back to another process within this. */
const BACK_MS = 10 * 60_000;
const NOTHING = new Uint8Array();

/**
 * The notifications of a process: reads what was accepted, in its order, and writes it to the sessions that are here.
 * What wakes it may be lost: it looks by itself as well.
 */
export class NotificationHub {
  readonly #needs: HubNeeds;
  readonly #sessions = new Map<string, Set<HubSession>>();
  /** Those of them that may have to be sent something again: few of many. */
  readonly #unsettled = new Set<HubSession>();
  readonly #waiters = new NewsWaiters();
  readonly #written: WrittenTo;
  readonly #lately: Lately;
  readonly #muted: Muted;
  /** How far the list was, and when. */
  readonly #heads = new Heads();
  /** Those that are being written. */
  readonly #underWay = new Set<number>();
  #head: Head | null = null;
  /** When something was last found to be accepted, or nothing was known yet. */
  #foundAt: number;
  #reading: Promise<void> | null = null;
  #again = false;
  #ticking = false;

  constructor(needs: HubNeeds) {
    const { store, now, counted } = needs;
    this.#needs = needs;
    this.#foundAt = now();
    this.#lately = new Lately(now);
    this.#written = new WrittenTo({ store, now, stored: counted });
    this.#muted = new Muted({
      sessionsOf: (player) => this.#sessionsOf(player),
      players: () => this.#sessions.keys(),
      size: () => this.#sessions.size,
      read: (player) => store.mutedTopics(player),
    });
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

  /** Tells a new session what it missed, and from here on what comes. */
  async attach(socket: PushSocket, was: Whereabouts): Promise<HubSession> {
    const { now, log } = this.#needs;
    const { epoch, seq } = this.#head ?? (await this.#readHead());
    const session = new HubSession(socket, seq, {
      ...{ now, lately: this.#lately },
      unsettled: (one) => void this.#unsettled.add(one),
    });
    const sessions = this.#sessions.get(socket.player) ?? new Set();
    this.#sessions.set(socket.player, sessions.add(session));
    const known = was === 'unknown' ? { epoch, after: seq } : was;
    try {
      await this.#muted.read(socket.player);
      await this.#tellMissed(session, known, was === 'unknown' ? BACK_MS : OVERTAKEN_MS);
    } catch (error) {
      // It asks over HTTP once the store is back; nothing of it is lost.
      if (known) session.fellBehind(known.after);
      log.warn({ err: error }, 'notifications could not be told at the start');
    }
    return session;
  }

  /** @returns where it was, for when it comes back */
  detach(session: HubSession): Known {
    this.#unsettled.delete(session);
    const sessions = this.#sessions.get(session.player);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#sessions.delete(session.player);
    const { epoch = '', seq = 0 } = this.#head ?? {};
    const after = [...this.#underWay].reduce((lowest, one) => Math.min(lowest, one - 1), seq);
    return session.leave({ epoch, after });
  }

  /** What a player has after what their client knows. */
  async page(player: string, known: Known): Promise<NotificationsMessage> {
    return this.#told(player, await pageAfter(this.#needs.store, player, known));
  }

  /** The newest that a player has, newest first. */
  async latest(player: string, before: number | null): Promise<NotificationsMessage> {
    return this.#told(player, await latestPage(this.#needs.store, player, before));
  }

  /** `came` resolves as soon as something may have come for a player, after `ms`, or at `stop`. */
  waitFor(player: string, ms: number): { came: Promise<void>; stop(): void } {
    return this.#waiters.waitFor(player, ms);
  }

  /**
   * What a client says of some. Resolves once it is stored.
   * @throws Problem 503 `retry_later`: it is to be said again
   */
  async receive(player: string, receipt: Receipt, seqs: readonly number[]): Promise<void> {
    const at = this.#needs.now();
    // Whichever of their sessions it came by, and whether or not it can be stored: none needs it again.
    const had = new Set([...this.#sessionsOf(player)].flatMap((session) => session.acked(seqs)));
    for (const one of had) this.#needs.confirmed(one, Math.max(0, at - one.createdAt)); // clocks differ
    await this.#needs.receipts.add(
      player,
      seqs.map((seq) => ({ seq, player, receipt, at })),
    );
    for (const seq of seqs) this.#written.stored(seq, player);
  }

  /** The player did something with some in another session, here or in another process. */
  tellState(player: string, state: NotificationStateMessage, except?: HubSession): void {
    for (const session of this.#sessionsOf(player))
      if (session !== except) session.socket.send('notification_state', state);
  }

  /** A player chose other topics. */
  tellMuted(player: string, topics: readonly string[]): void {
    this.#muted.chosen(player, topics);
  }

  /** Once a second: sends again what was not confirmed, and tells who is behind. */
  tick(): void {
    if (this.#head) this.#heads.note(this.#needs.now(), this.#head.seq);
    if (this.#ticking) return;
    const due: HubSession[] = [];
    for (const session of this.#unsettled) {
      if (session.settled) this.#unsettled.delete(session);
      else if (session.due) due.push(session);
    }
    if (due.length === 0) return;
    let left = due.length;
    const tickOne = (session: HubSession) => {
      left -= 1;
      this.#ticking = left > 0;
      session.tick();
    };
    this.#ticking = true;
    const receivers = due.map((session) => ({ write: () => tickOne(session) }));
    void this.#needs.fanout.send('normal', receivers, NOTHING).then((to) => {
      if (to === 0) this.#ticking = false; // too much waits in this lane: the next time
    });
  }

  /** Once a second: reads again what players mute, a part of them each time. @throws what the store throws */
  readMuted(): Promise<void> {
    return this.#muted.readAgain();
  }

  /**
   * Counts who was written to and does not say so. What cannot be stored is counted the next time.
   * @param all also who was written to just now
   */
  count(all = false): Promise<void> {
    return this.#written.store(all);
  }

  async #tellMissed(session: HubSession, known: Known | null, overtakenMs: number): Promise<void> {
    const { epoch, seq } = this.#head ?? (await this.#readHead());
    // What came while it was not known what it is told of.
    const behind = session.takeBehind();
    const from = known ?? (behind === null ? null : { epoch, after: behind });
    if (!from) return;
    const at = this.#needs.now() - overtakenMs;
    const overtakenSince = this.#foundAt < at ? undefined : { at, after: this.#heads.before(at) };
    const page = await pageAfter(this.#needs.store, session.player, from, { upTo: seq, overtakenSince });
    session.toldTogether(page.items.map((one) => one.seq));
    session.socket.send('notifications', this.#told(session.player, page));
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
    if (found.length > 0) this.#foundAt = this.#needs.now();
    for (const one of found) {
      this.#tell(head, one);
      head.seq = one.seq;
    }
  }

  #begin(head: Head): void {
    const { epoch, seq } = head;
    this.#head = head;
    this.#heads.clear();
    this.#written.clear();
    this.#underWay.clear();
    const reset = { epoch, items: [], cursor: seq, more: false, reset: true };
    const frame = this.#needs.encode('notifications', reset);
    const sessions = this.#allSessions();
    for (const session of sessions) session.begin(seq);
    const receivers = sessions.map(({ socket }) => ({ write: (bytes: Uint8Array) => socket.write(bytes) }));
    void this.#needs.fanout.send('urgent', receivers, frame).then((to) => {
      if (to === 0) for (const session of sessions) session.fellBehind(seq);
    });
  }

  #tell(head: Head, one: Notification): void {
    const { fanout, encode, now, writing } = this.#needs;
    if (one.expiresAt <= now()) return;
    const { seq, players, priority } = one;
    const here = players?.flatMap((player) => [...this.#sessionsOf(player)]) ?? this.#allSessions();
    const wanting = here.filter((session) => session.wants(one));
    const waiting = this.#waiters.of(players);
    if (wanting.length + waiting.length === 0) return;
    const receivers = wanting.map((session) => ({
      write: (bytes: Uint8Array) => {
        if (head === this.#head && session.deliver(one, bytes)) this.#written.note(seq, session.player);
      },
    }));
    const asking = waiting.map((done) => ({ write: done }));
    const frame = encode('notification', messageOf(head.epoch, one));
    const written = writing();
    this.#underWay.add(seq);
    void fanout.send(priority, [...receivers, ...asking], frame).then((to) => {
      this.#underWay.delete(seq);
      if (to > 0) return written();
      // Too much waits in this lane.
      for (const session of wanting) session.fellBehind(seq - 1);
      for (const done of waiting) done();
    });
  }

  /** Notes who is told a page. */
  #told(player: string, { items, message }: Page): NotificationsMessage {
    for (const { seq, told } of items) if (!told) this.#written.note(seq, player);
    return message;
  }

  #sessionsOf(player: string): Iterable<HubSession> {
    return this.#sessions.get(player) ?? [];
  }

  #allSessions(): HubSession[] {
    return [...this.#sessions.values()].flatMap((all) => [...all]);
  }
}
