import { ColyseusSDK, type Room, ServerError } from '@colyseus/sdk';
import type { SeatReservation } from '../src/protocol/seat.ts';
import type { Clock } from './Clock.ts';
import { memoryStorage } from './KeyValue.ts';
import { OWN_PROTOCOL } from './ownProtocol.ts';
import { ParlorError, toldError } from './ParlorError.ts';

const TIMEOUT_MS = 5000;

/** The standard SDK, which also says at once which room it is about to connect: an attempt that hangs can be ended. */
export class RoomOpener extends ColyseusSDK {
  readonly #clock: Clock;
  #made: ((room: Room) => void) | null = null;

  constructor(endpoint: string, clock: Clock) {
    const done = lendStorage();
    super(endpoint);
    done();
    this.#clock = clock;
    // The SDK would put the token into the address of every socket, which browsers write to their console and proxies
    // to their logs. A seat is enough: it was asked for with the token, is good for one socket, and for 15 seconds.
    this.auth.token = '';
  }

  /**
   * Takes a seat. `signal` gives up.
   * @throws ParlorError `needs_socket` when the socket does not open within 5 s, else the server's refusal
   */
  async open(seat: SeatReservation, signal: AbortSignal): Promise<Room> {
    let room: Room | undefined;
    let cancelTimeout = () => {};
    let onAbort = () => {};
    const givenUp = new Promise<never>((_, reject) => {
      onAbort = () => {
        if (room) abandonRoom(room);
        reject(new Error('The socket did not open in time.'));
      };
      cancelTimeout = this.#clock.after(TIMEOUT_MS, onAbort);
      signal.addEventListener('abort', onAbort);
    });
    try {
      this.#made = (made) => {
        room = made;
      };
      const opened = this.consumeSeatReservation(seat);
      this.#made = null;
      return await Promise.race([opened, givenUp]);
    } catch (error) {
      throw openingError(error);
    } finally {
      cancelTimeout();
      signal.removeEventListener('abort', onAbort);
    }
  }

  protected override createRoom(...args: Parameters<ColyseusSDK['createRoom']>): Room {
    const room = super.createRoom(...args);
    this.#made?.(room);
    return room;
  }

  /** A seat that the server gave by itself was asked for without a word about versions: the socket says it. */
  protected override buildEndpoint(...args: Parameters<ColyseusSDK['buildEndpoint']>): string {
    const [seat, options] = args;
    return super.buildEndpoint(seat, { ...options, ...OWN_PROTOCOL });
  }
}

/**
 * The SDK looks for a token in the browser's storage when it is made, and breaks where that throws. From a global of
 * the game engine Cocos it takes another storage: where there is no other way, there is one for that moment.
 * @returns how to take it away again
 */
function lendStorage(): () => void {
  const scope = globalThis as { cc?: unknown };
  if (scope.cc !== undefined || typeof window === 'undefined') return () => {};
  try {
    window.localStorage.getItem('');
    return () => {};
  } catch {
    // It is null, or throws.
  }
  scope.cc = { sys: { localStorage: memoryStorage() } };
  return () => delete scope.cc;
}

/** The server refuses with a status and `code: message`; the SDK tells what happened to a socket by other numbers. */
function openingError(error: unknown): ParlorError {
  const status = error instanceof ServerError ? Number(error.code) : 0;
  if (!(status >= 400 && status < 600)) return new ParlorError('needs_socket', 'The socket did not open.');
  const { code, message } = toldError((error as ServerError).message);
  return new ParlorError(code ?? `room_${status}`, message, status);
}

/** Closes a room's socket without leaving the match, and keeps the SDK from opening it again. */
export function abandonRoom(room: Room): void {
  room.reconnection.enabled = false;
  room.reconnection.maxRetries = 0;
  // An SDK that already waits for its next try finds nowhere to connect to.
  delete room.connection.url;
  room.connection.close();
}
