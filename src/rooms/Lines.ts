import { type MeasuredLine, measuredLine, SHORTEST_LINE } from '../match/heldView.ts';

/** Each line is measured so often. */
export const LINE_EVERY_MS = 1000;
/** By so many of the latest round trips. */
const TRIPS = 9;
/** A ping that is not answered by then is given up, ms: it says nothing of the line. */
const LOST_AFTER_MS = 2000;
/** Who has answered nothing for so long, ms, does not: a line that stands brings no commands, either. */
const SILENT_AFTER_MS = 3500;

/** A client's socket, as far as it is pinged. */
interface LineSocket {
  /** 1: open. */
  readonly readyState?: number;
  ping(payload: Uint8Array): void;
  on(event: 'pong' | 'close', listener: (payload?: Uint8Array) => void): unknown;
}

interface LineClient {
  readonly sessionId: string;
  readonly ref: unknown;
}

/** A client's line, by pings of its own. */
class Line {
  readonly #socket: LineSocket;
  readonly #now: () => number;
  #trips: number[] = [];
  #measured = measuredLine([]);
  #count = 0;
  #sentAt: number | null = null;
  #answeredAt: number;

  constructor(socket: LineSocket, now: () => number) {
    this.#socket = socket;
    this.#now = now;
    this.#answeredAt = now();
    socket.on('pong', (payload) => this.#answered(payload));
  }

  get measured(): MeasuredLine {
    return this.#now() - this.#answeredAt < SILENT_AFTER_MS ? this.#measured : SHORTEST_LINE;
  }

  /** One at a time. */
  ping(): void {
    const now = this.#now();
    if (this.#sentAt !== null && now - this.#sentAt < LOST_AFTER_MS) return;
    this.#sentAt = now;
    this.#count = (this.#count + 1) & 0xff;
    this.#socket.ping(Uint8Array.of(this.#count));
  }

  #answered(payload?: Uint8Array): void {
    if (payload?.length !== 1 || payload[0] !== this.#count || this.#sentAt === null) return;
    this.#answeredAt = this.#now();
    this.#trips = [...this.#trips.slice(1 - TRIPS), this.#answeredAt - this.#sentAt];
    this.#sentAt = null;
    this.#measured = measuredLine(this.#trips);
  }
}

/** What the lines of a room's players take there and back, by the room's own pings, not by what a client says. */
export class Lines {
  readonly #now: () => number;
  /** By session. */
  readonly #lines = new Map<string, Line>();

  /** @param now monotonic ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Measures this client's line, until its socket closes. */
  open({ sessionId, ref }: LineClient): void {
    const socket = ref as LineSocket;
    if ((socket.readyState ?? 1) !== 1) return; // its close was told before
    const line = new Line(socket, this.#now);
    this.#lines.set(sessionId, line);
    socket.on('close', () => {
      if (this.#lines.get(sessionId) === line) this.#lines.delete(sessionId);
    });
    line.ping();
  }

  /** Pings everybody. */
  ping(): void {
    for (const line of this.#lines.values()) line.ping();
  }

  /** What is known of a session's line; undefined where it is not there. */
  measured(session: string): MeasuredLine | undefined {
    return this.#lines.get(session)?.measured;
  }
}
