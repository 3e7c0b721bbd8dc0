/** A socket, as far as it is pinged. */
interface PingedSocket {
  ping(): void;
  on(event: 'pong' | 'close', listener: (payload?: Uint8Array) => void): unknown;
  terminate(): void;
}

/** How a kind of sockets is pinged, in rounds of `ROUND_MS`. */
export interface PingRhythm {
  /** It is pinged every so many rounds. */
  every: number;
  /** It is dead when it has not answered for so many. */
  patience: number;
}

/** Each socket has its turn once in so long. */
export const ROUND_MS = 3000;
/** Parts of a round: never are all sockets pinged in one go, which would be a stall for everybody. */
const SLOTS = 30;

/** At a table it matters soon that somebody is gone: after 9 s. */
export const SEATED: PingRhythm = { every: 1, patience: 2 };
/** In the lobby it does not, and there are many: after 24 s. A proxy waits 20 s for the next ping. */
export const IDLE: PingRhythm = { every: 4, patience: 4 };

/** Who is told of a socket. */
interface PingListener {
  /** The round trip, in ms. */
  heard(ms: number): void;
  /** It did not answer, and is cut off. */
  silent(): void;
}

interface Pinged {
  socket: PingedSocket;
  rhythm: PingRhythm;
  told: PingListener;
  /** Rounds until its next ping. */
  rounds: number;
  /** Rounds since the oldest ping that was not answered; null when none is out. */
  unanswered: number | null;
  /** When the only ping that is out was sent; null when there are several, and nobody knows which is answered. */
  sentAt: number | null;
}

interface PingerNeeds {
  /** Monotonic ms. */
  elapsed(): number;
  /** Calls again and again; returns how to stop. */
  every(ms: number, work: () => void): () => void;
}

/**
 * Pings the sockets of a process, a thirtieth of them at a time, and cuts off who does not answer. What the way there
 * and back takes is told to whoever added the socket. Rounds are counted and not timed: a process that was frozen cuts
 * nobody off before their answers were read.
 */
export class Pinger {
  readonly #needs: PingerNeeds;
  readonly #slots: Set<Pinged>[] = Array.from({ length: SLOTS }, () => new Set());
  #turn = 0;
  /** Where the next socket comes: slots fill evenly. */
  #next = 0;
  #stop: (() => void) | null = null;

  constructor(needs: PingerNeeds) {
    this.#needs = needs;
  }

  start(): void {
    this.#stop ??= this.#needs.every(ROUND_MS / SLOTS, () => this.#tick());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** Pings a socket from now on until it closes. */
  add(socket: PingedSocket, rhythm: PingRhythm, told: PingListener): void {
    const slot = this.#slots[this.#next % SLOTS] as Set<Pinged>;
    // Sockets that come in one moment are not pinged in one moment either, whatever their rhythm.
    const rounds = 1 + (Math.floor(this.#next / SLOTS) % rhythm.every);
    this.#next += 1;
    const one: Pinged = { socket, rhythm, told, rounds, unanswered: null, sentAt: null };
    slot.add(one);
    socket.on('close', () => slot.delete(one));
    socket.on('pong', (payload) => {
      // Whatever it answers, it lives: of several pings only the last has to be answered (RFC 6455, 5.5.3).
      one.unanswered = null;
      const isOurs = !payload || payload.length === 0;
      if (isOurs && one.sentAt !== null) one.told.heard(this.#needs.elapsed() - one.sentAt);
      one.sentAt = null;
    });
  }

  #tick(): void {
    const slot = this.#slots[this.#turn % SLOTS] as Set<Pinged>;
    this.#turn += 1;
    for (const one of slot) this.#look(one);
  }

  #look(one: Pinged): void {
    if (one.unanswered !== null) {
      one.unanswered += 1;
      if (one.unanswered >= one.rhythm.patience) {
        one.told.silent();
        one.socket.terminate();
        return;
      }
    }
    one.rounds -= 1;
    if (one.rounds > 0) return;
    one.rounds = one.rhythm.every;
    one.sentAt = one.unanswered === null ? this.#needs.elapsed() : null;
    one.unanswered ??= 0;
    one.socket.ping();
  }
}
