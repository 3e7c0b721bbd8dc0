import type { Room } from '@colyseus/sdk';
import { CLOSE_CODES } from '../src/protocol/closeCodes.ts';
import type { Exchange } from '../src/protocol/messages.ts';
import type { SeatReservation } from '../src/protocol/seat.ts';
import type { Clock } from './Clock.ts';
import { isPassing } from './Http.ts';
import { isOffline } from './isOffline.ts';
import { asParlorError, ParlorError } from './ParlorError.ts';
import { Pulse } from './Pulse.ts';
import { backoffMs, Retrier } from './Retrier.ts';
import { abandonRoom, type RoomOpener } from './RoomOpener.ts';
import type { ConnectionStatus } from './status.ts';

/** Whose room it is that is kept. */
export interface RoomUser {
  /** Asks for a seat over HTTP. A ParlorError that does not pass by itself ends the keeping. */
  reserve(): Promise<SeatReservation>;
  /** Another room object is open: listen to it. */
  opened(room: Room): void;
  /** `status`, `up` or `ping` may have changed. */
  changed(): void;
  /** The server closed the socket for another reason than a drop. True: do not come back. */
  finalClose(code: number): boolean;
  /** The server does not let one in any more. */
  refused(error: ParlorError): void;
}

interface KeeperOptions {
  rooms: RoomOpener;
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
  /** The room tells something all the while: see `Pulse`. */
  lively?: boolean;
}

const RETRY = { minMs: 500, maxMs: 30_000 };
/** The SDK may try to return to its own seat for so long; then a fresh seat is asked for. */
const RETURN_MS = 5000;
/** A socket that held for so long works: failures before it are forgotten. */
const STEADY_MS = 5000;
/** So many failures in a row, and the socket is given time: the SDK's own quick returns are stopped. */
const FLAPPING = 3;
const REQUEST_TIMEOUT_MS = 5000;
const CONSENTED = 4000;
/** Who comes back at once after having sent far too much is closed again. */
const REST_MS = 10_000;
/** What a server closes with that goes down, or hands its rooms over. */
const RESTARTS = [4001, 4010];

/**
 * Keeps one room connected: opens it, returns after drops, asks for fresh seats, and never leaves by itself.
 * `R` is what may be asked of it.
 */
export class RoomKeeper<R extends { [T in keyof R]: Exchange }> {
  readonly #user: RoomUser;
  readonly #options: KeeperOptions;
  readonly #retrier: Retrier;
  readonly #pulse: Pulse;
  readonly #abort = new AbortController();
  #room: Room | null = null;
  #up = false;
  #leaving = false;
  #seat: SeatReservation | undefined;
  #cancelTimer = () => {};
  #failures = 0;
  /** The latest close was this side's own, of a socket that did not answer. Without a network it is the SDK's own. */
  #dead = false;
  #restarting = false;
  #error: ParlorError | null = null;

  constructor(options: KeeperOptions, user: RoomUser) {
    this.#options = options;
    this.#user = user;
    this.#retrier = new Retrier({ ...options, ...RETRY, attempt: () => this.#attempt() });
    this.#pulse = new Pulse(options.clock, options.lively ?? false, {
      changed: () => this.#user.changed(),
      // 4010 lets the SDK see the close at once; a dead network would not answer a closing handshake.
      dead: () => {
        this.#dead = true;
        this.#room?.connection.close(4010);
      },
    });
  }

  /** The socket is open. */
  get up(): boolean {
    return this.#up;
  }

  /** How often in a row the socket did not open or did not hold. */
  get failures(): number {
    return this.#failures;
  }

  /** Never `polling`: a keeper knows sockets only. */
  get status(): ConnectionStatus {
    if (this.silent) return 'reconnecting';
    if (this.#up) return this.#pulse.unstable ? 'unstable' : 'live';
    return this.#error?.code === 'unreachable' ? 'offline' : 'reconnecting';
  }

  /** The socket is open, and nothing comes over it any more. */
  get silent(): boolean {
    return this.#up && this.#pulse.silent;
  }

  get ping(): number | null {
    return this.#pulse.ms;
  }

  /** The socket is down because the server said that it restarts. */
  get restarting(): boolean {
    return !this.#up && this.#restarting;
  }

  /**
   * Starts, with a seat if there is one already. Resolves after the first attempt, also when only the socket did
   * not open; goes on trying in any case but a refusal.
   * @throws ParlorError the refusal, or `unreachable`
   */
  async start(seat?: SeatReservation): Promise<void> {
    this.#seat = seat;
    this.#retrier.reset();
    await this.#retrier.start();
    if (this.#error) throw this.#error;
  }

  /** Tries now, or looks whether an open socket is alive. */
  wake(): void {
    if (this.#abort.signal.aborted) return;
    if (this.#up) this.#pulse.check();
    else if (this.#room) this.#takeOver(this.#room);
    this.#retrier.wake();
  }

  /**
   * Sends a request over the open socket.
   * @throws ParlorError with the refusal's code; `needs_socket`; `unanswered` when the reply was lost; `failed`
   */
  async request<T extends keyof R & string>(type: T, payload: R[T]['asks']): Promise<R[T]['answer']> {
    if (!this.#room || !this.#up) throw new ParlorError('needs_socket', 'Not connected by a socket.');
    let reply: unknown;
    try {
      reply = await this.#room.request(type, payload, { timeout: REQUEST_TIMEOUT_MS });
    } catch (error) {
      throw requestError(error);
    }
    if (reply === undefined) throw new ParlorError('failed', 'The server could not do that.');
    return reply as R[T]['answer'];
  }

  /** Leaves so that the server knows that it is meant. False, and goes on keeping, when it was not told. */
  async leave(): Promise<boolean> {
    const room = this.#room;
    if (!room || !this.#up) return false;
    room.reconnection.enabled = false;
    this.#leaving = true;
    const code = await room.leave(true);
    this.#leaving = false;
    return code === CONSENTED;
  }

  /** Closes without leaving. */
  close(): void {
    if (this.#abort.signal.aborted) return;
    this.#down();
    this.#abort.abort();
    this.#retrier.stop();
    if (this.#room) abandonRoom(this.#room);
    this.#room = null;
  }

  async #attempt(): Promise<boolean | number> {
    const { signal } = this.#abort;
    const given = this.#seat;
    this.#seat = undefined;
    let opening = false;
    try {
      const seat = given ?? (await this.#user.reserve());
      this.#error = null;
      opening = true;
      const room = await this.#options.rooms.open(seat, signal);
      if (signal.aborted) abandonRoom(room);
      else this.#adopt(room);
      return true;
    } catch (thrown) {
      return signal.aborted || this.#failed(asParlorError(thrown), opening);
    }
  }

  /** True when it is no use to try again; else false, or for how many ms not to. */
  #failed(error: ParlorError, opening: boolean): boolean | number {
    const passes = error.code === 'needs_socket' || isPassing(error);
    if (opening && passes) this.#failures += 1;
    else this.#error = error;
    if (passes) this.#user.changed();
    else this.#user.refused(error);
    return !passes || error.retryAfterMs || false;
  }

  #adopt(room: Room): void {
    const { random } = this.#options;
    this.#room = room;
    room.reconnection.minUptime = 0;
    room.reconnection.backoff = (attempt, delay) => backoffMs(attempt, delay, 2000, random);
    const { events } = room.connection;
    const { onmessage } = events;
    events.onmessage = (event) => {
      if (room === this.#room) this.#pulse.heard();
      onmessage?.(event);
    };
    room.onDrop((code) => this.#dropped(room, code));
    room.onReconnect(() => this.#opened(room));
    room.onLeave((code) => this.#left(room, code));
    this.#user.opened(room);
    this.#opened(room);
  }

  #opened(room: Room): void {
    if (room !== this.#room) return;
    this.#up = true;
    this.#restarting = false;
    this.#pulse.start(room);
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(STEADY_MS, () => {
      this.#failures = 0;
      this.#retrier.reset();
    });
    this.#user.changed();
  }

  #down(): void {
    this.#up = false;
    this.#pulse.stop();
    this.#cancelTimer();
  }

  /** The SDK is about to return by itself. */
  #dropped(room: Room, code: number): void {
    if (room !== this.#room) return;
    // Its failed tries end here too: only the first close of an open socket counts.
    if (!this.#up) return;
    this.#closedWith(code);
    this.#down();
    this.#failures += 1;
    if (this.#failures >= FLAPPING) this.#takeOver(room);
    else this.#cancelTimer = this.#options.clock.after(RETURN_MS, () => this.#takeOver(room));
    this.#user.changed();
  }

  #closedWith(code: number): void {
    this.#restarting = RESTARTS.includes(code) && !this.#dead && !isOffline();
    this.#dead = false;
  }

  /** Ends the SDK's own tries and asks for a fresh seat. */
  #takeOver(room: Room): void {
    if (room !== this.#room) return;
    this.#cancelTimer();
    this.#room = null;
    abandonRoom(room);
    void this.#retrier.start();
  }

  #left(room: Room, code: number): void {
    if (room !== this.#room) return;
    if (this.#up) this.#closedWith(code);
    this.#down();
    this.#room = null;
    if ((this.#leaving && code === CONSENTED) || this.#user.finalClose(code)) this.close();
    else void this.#retrier.start(code === CLOSE_CODES.rate_limited ? REST_MS : 0);
    this.#user.changed();
  }
}

/** The SDK tells a refusal and a fault of the server by their names; a lost reply is a plain error. */
function requestError(error: unknown): ParlorError {
  const { name, reason } = error as { name?: string; reason?: unknown };
  if (name === 'rejected') {
    const told = (typeof reason === 'object' && reason !== null ? reason : {}) as Record<string, unknown>;
    const refusal = typeof told.code === 'string' ? told.code : 'refused';
    return new ParlorError(refusal, String(told.message ?? 'The server refused.'), undefined, told);
  }
  if (name !== 'Error') return new ParlorError('failed', 'The server could not do that.');
  return new ParlorError('unanswered', 'The reply was lost.');
}
