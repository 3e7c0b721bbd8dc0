import type { RoomMessages } from '../protocol/room.ts';
import type { Lately } from './Lately.ts';
import type { Known, Notification } from './notification.ts';

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

interface HubSessionNeeds {
  now(): number;
  lately: Pick<Lately, 'may'>;
  /** It was sent something that is not confirmed, or fell behind: `tick` may have work. */
  unsettled(session: HubSession): void;
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

/** One session of a player: what it was sent, what it confirmed, and whether it has fallen behind. */
export class HubSession {
  readonly socket: PushSocket;
  readonly #needs: HubSessionNeeds;
  /** What it had at the start is told apart; what is accepted after this one is told live. */
  #from: number;
  /** Topics of which it is told nothing that is not urgent. Until they are known, null, it is told of no topic. */
  muted: ReadonlySet<string> | null = null;
  readonly #unacked = new Map<number, Unacked>();
  /** Those that it was told together, and did not confirm. */
  readonly #together = new Set<number>();
  /** Up to where it was told live before it fell behind; null while it has not. */
  #behind: number | null = null;
  /** The lowest that it was told that it is behind at: whether it asked since is not known. */
  #asked = Infinity;
  /** Where it was when it went; null while it is here. */
  #left: Known | null = null;

  constructor(socket: PushSocket, from: number, needs: HubSessionNeeds) {
    this.socket = socket;
    this.#from = from;
    this.#needs = needs;
  }

  get player(): string {
    return this.socket.player;
  }

  wants({ seq, priority, topic }: Notification): boolean {
    return seq > this.#from && (priority === 'urgent' || !this.muted?.has(topic));
  }

  /** The list is another one, and ends here: what was sent and noted means nothing in it. */
  begin(from: number): void {
    this.#from = from;
    this.#forget();
    this.#behind = null;
    this.#asked = Infinity;
  }

  /** It could not be told what came after this one. */
  fellBehind(after: number): void {
    this.#behind = Math.min(this.#behind ?? Infinity, after);
    this.#needs.unsettled(this);
  }

  /** Where it is behind, if it is, to be told at once. */
  takeBehind(): number | null {
    const behind = this.#behind;
    this.#behind = null;
    return behind;
  }

  /** It was told these in one message. */
  toldTogether(seqs: readonly number[]): void {
    for (const seq of seqs) this.#together.add(seq);
  }

  /**
   * It is gone.
   * @param head the epoch, and up to where everything was written to it or is noted here
   * @returns where it was: what came after that it may not have
   */
  leave(head: Known): Known {
    if (this.#left) return this.#left;
    const { epoch, after } = head;
    const unsure = [...this.#unacked.keys(), ...this.#together].map((seq) => seq - 1);
    const lowest = [after, this.#behind ?? Infinity, this.#asked, ...unsure].reduce((a, b) => Math.min(a, b));
    this.#forget();
    this.#left = { epoch, after: lowest };
    return this.#left;
  }

  /** Sends it live, or notes that this session is behind. @returns whether it was sent */
  deliver(one: Notification, frame: Uint8Array): boolean {
    const now = this.#needs.now();
    // It may have waited.
    if (this.#left || one.expiresAt <= now || !this.wants(one)) return false;
    if (!this.#mayHave(one)) {
      this.fellBehind(one.seq - 1);
      return false;
    }
    // The client that knows this one is to know that an earlier one was left out: its socket may be cut before the next
    // tick.
    if (this.#behind !== null && this.#behind < one.seq) this.#tellBehind();
    this.#unacked.set(one.seq, { notification: one, frame, again: 0, dueAt: now + (AGAIN_MS[0] ?? 0) });
    this.#needs.unsettled(this);
    this.socket.write(frame);
    return true;
  }

  /** The client has them. @returns those that it was told live, and had not confirmed before */
  acked(seqs: readonly number[]): Notification[] {
    return seqs.flatMap((seq) => {
      const one = this.#unacked.get(seq);
      this.#unacked.delete(seq);
      this.#together.delete(seq);
      return one ? [one.notification] : [];
    });
  }

  /** All was confirmed, and it is not behind. */
  get settled(): boolean {
    return this.#unacked.size === 0 && this.#behind === null;
  }

  /** Whether there is something to be sent by `tick`. */
  get due(): boolean {
    if (this.socket.unsent() > SLOW_BYTES) return false;
    if (this.#mayAsk()) return true;
    const now = this.#needs.now();
    return [...this.#unacked.values()].some(({ dueAt }) => dueAt <= now);
  }

  /** Sends again what is due, and tells a session that can take more that it has missed something. */
  tick(): void {
    if (this.#left) return;
    const now = this.#needs.now();
    for (const [seq, one] of this.#unacked) {
      if (one.dueAt > now) continue;
      if (one.notification.expiresAt <= now) {
        this.#unacked.delete(seq);
        continue;
      }
      if (this.socket.unsent() > SLOW_BYTES) break;
      one.again += 1;
      const next = AGAIN_MS[one.again];
      if (next === undefined) this.#unacked.delete(seq);
      else one.dueAt = now + next;
      this.socket.write(one.frame);
    }
    if (this.#mayAsk()) this.#tellBehind();
  }

  #tellBehind(): void {
    const cursor = this.takeBehind() ?? 0;
    this.#asked = Math.min(this.#asked, cursor);
    this.socket.send('notifications_behind', { cursor });
  }

  /** Whether it is to be told that it is behind: when it can be told all that it asks for. */
  #mayAsk(): boolean {
    if (this.#behind === null || this.muted === null || this.#unacked.size >= MAX_UNACKED) return false;
    return this.socket.unsent() <= SLOW_BYTES;
  }

  #mayHave({ seq, priority }: Notification): boolean {
    if (this.#unacked.size >= MAX_UNACKED) return false;
    if (this.muted === null && priority !== 'urgent') return false;
    if (priority === 'high' || priority === 'urgent') return true;
    return this.socket.unsent() <= SLOW_BYTES && this.#needs.lately.may(this.player, seq);
  }

  #forget(): void {
    this.#unacked.clear();
    this.#together.clear();
  }
}
