import type { GameMessages } from '../protocol/game.ts';
/** The framework's close code of who left on purpose. */
export const CONSENTED = 4000;

/** The socket of somebody who has a seat. */
export interface SeatClient {
  readonly sessionId: string;
  send<T extends keyof GameMessages>(type: T, payload: GameMessages[T]): void;
  leave(code: number, reason?: string): void;
}

/** How a session that dropped may return. */
export interface WayBack {
  /** It may not any more. */
  reject(why: Error): void;
}

/** A person's seat. It is the player's, whatever becomes of the sockets. */
interface Seat {
  /** The session that holds it, connected or dropped. */
  session: string | null;
  client: SeatClient | null;
  /** Lets the dropped session back in; rejected when somebody else takes over or the grace is used up. */
  wayBack: WayBack | null;
  /** Epoch ms until which a player who asks over HTTP counts as here. */
  polledUntil: number;
}

/** Who of a match's people is here, and by which session. */
export class Seats {
  readonly #seats = new Map<string, Seat>();

  add(player: string): void {
    this.#seats.set(player, { session: null, client: null, wayBack: null, polledUntil: 0 });
  }

  has(player: string): boolean {
    return this.#seats.has(player);
  }

  players(): string[] {
    return [...this.#seats.keys()];
  }

  /** Seats a session. The session that held the seat before is answered, to be closed, or its way back is shut. */
  enter(player: string, client: SeatClient): SeatClient | null {
    const seat = this.#get(player);
    const before = seat.client === client ? null : seat.client;
    const wayBack = seat.session === client.sessionId ? null : seat.wayBack;
    Object.assign(seat, { session: client.sessionId, client, wayBack: null });
    wayBack?.reject(new Error('taken over'));
    return before;
  }

  /** A session may return that held the seat in another process. */
  expect(player: string, session: string, wayBack: WayBack | null): void {
    Object.assign(this.#get(player), { session, client: null, wayBack });
  }

  /** A session lost its connection; `wayBack` is how it may return. */
  drop(player: string, session: string, wayBack: WayBack | null): void {
    const seat = this.#seats.get(player);
    if (seat?.session === session) Object.assign(seat, { client: null, wayBack });
  }

  /** Is this the session that holds the player's seat? An old one that closes late is not. */
  holds(player: string, session: string): boolean {
    return this.#seats.get(player)?.session === session;
  }

  /** The session that has the player's seat, connected or dropped. */
  session(player: string): string | null {
    return this.#seats.get(player)?.session ?? null;
  }

  /** The player asked over HTTP. */
  polled(player: string, until: number): void {
    const seat = this.#seats.get(player);
    if (seat) seat.polledUntil = Math.max(seat.polledUntil, until);
  }

  present(player: string, now: number): boolean {
    const seat = this.#seats.get(player);
    return seat !== undefined && (seat.client !== null || seat.polledUntil > now);
  }

  client(player: string): SeatClient | null {
    return this.#seats.get(player)?.client ?? null;
  }

  /** Gives a seat up for good. */
  remove(player: string): void {
    const seat = this.#seats.get(player);
    this.#seats.delete(player);
    seat?.wayBack?.reject(new Error('gave up the seat'));
  }

  #get(player: string): Seat {
    const seat = this.#seats.get(player);
    if (!seat) throw new Error(`no seat for ${player}`);
    return seat;
  }
}
