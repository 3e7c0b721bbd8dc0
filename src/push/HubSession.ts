import type { RoomMessages } from '../protocol/room.ts';
import type { Notification } from './notification.ts';

/** A socket of a player, as the hub uses it. */
export interface PushSocket {
  player: string;
  /** Sends a message to this socket alone. */
  send<T extends keyof RoomMessages>(type: T, payload: RoomMessages[T]): void;
  /** Sends bytes that are a message already. */
  write(frame: Uint8Array): void;
  /** Bytes that it has not taken yet. */
  unsent(): number;
}

/** One that was sent and not confirmed. */
interface Unacked {
  notification: Notification;
  frame: Uint8Array;
  /** How often it was sent again. */
  again: number;
  dueAt: number;
}

/** What was not confirmed is sent again after so long each time, in ms, and then left to the inbox. */
const AGAIN_MS = [5000, 15_000, 60_000];
/** With so many unconfirmed nothing more is sent live. */
const MAX_UNACKED = 256;
/** Who leaves so much unread gets only what is important. */
const SLOW_BYTES = 64 * 1024;
/** Below `high`, so many are shown a minute; the rest is in the inbox. */
const MAX_A_MINUTE = 10;
const MINUTE_MS = 60_000;

/** One session of a player: what it was sent, what it confirmed, and whether it has fallen behind. */
export class HubSession {
  readonly socket: PushSocket;
  /** What it had at the start is told apart; what is accepted after this one is told live. */
  #from: number;
  muted: ReadonlySet<string>;
  readonly #now: () => number;
  readonly #unacked = new Map<number, Unacked>();
  /** Below `high`, when they were sent. */
  #lately: number[] = [];
  /** Up to where it was told live before it fell behind; null while it has not. */
  #behind: number | null = null;

  constructor(socket: PushSocket, from: number, muted: ReadonlySet<string>, now: () => number) {
    this.socket = socket;
    this.#from = from;
    this.muted = muted;
    this.#now = now;
  }

  get player(): string {
    return this.socket.player;
  }

  wants({ seq, priority, topic }: Notification): boolean {
    return seq > this.#from && (priority === 'urgent' || !this.muted.has(topic));
  }

  /** The list is another one, and ends here: what was sent and noted means nothing in it. */
  begin(from: number): void {
    this.#from = from;
    this.#unacked.clear();
    this.#behind = null;
  }

  /** It could not be told this one. */
  missed(one: Notification): void {
    this.#behind ??= one.seq - 1;
  }

  /** Sends it live, or notes that this session is behind. @returns whether it was sent */
  deliver(one: Notification, frame: Uint8Array): boolean {
    if (!this.#mayHave(one)) {
      this.missed(one);
      return false;
    }
    this.#unacked.set(one.seq, {
      notification: one,
      frame,
      again: 0,
      dueAt: this.#now() + (AGAIN_MS[0] ?? 0),
    });
    this.socket.write(frame);
    return true;
  }

  /** The client has them. @returns those that it was told live, and had not confirmed before */
  acked(seqs: readonly number[]): Notification[] {
    return seqs.flatMap((seq) => {
      const one = this.#unacked.get(seq);
      this.#unacked.delete(seq);
      return one ? [one.notification] : [];
    });
  }

  /** Sends again what is due, and tells a session that can take more that it has missed something. */
  tick(): void {
    const now = this.#now();
    for (const [seq, one] of this.#unacked) {
      if (one.dueAt > now) continue;
      if (this.socket.unsent() > SLOW_BYTES) break;
      one.again += 1;
      const next = AGAIN_MS[one.again];
      if (next === undefined) this.#unacked.delete(seq);
      else one.dueAt = now + next;
      this.socket.write(one.frame);
    }
    if (this.#behind === null || this.socket.unsent() > SLOW_BYTES || this.#unacked.size >= MAX_UNACKED)
      return;
    this.socket.send('notifications_behind', { cursor: this.#behind });
    this.#behind = null;
  }

  #mayHave({ priority }: Notification): boolean {
    const important = priority === 'high' || priority === 'urgent';
    if (this.#unacked.size >= MAX_UNACKED) return false;
    if (important) return true;
    if (this.socket.unsent() > SLOW_BYTES) return false;
    const now = this.#now();
    this.#lately = this.#lately.filter((at) => at > now - MINUTE_MS);
    if (this.#lately.length >= MAX_A_MINUTE) return false;
    this.#lately.push(now);
    return true;
  }
}
