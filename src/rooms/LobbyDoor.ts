import { type AuthContext, matchMaker, type Room, ServerError } from '@colyseus/core';
import type { Identity } from '../auth/accounts.ts';
import type { JoinOptions } from '../protocol/join.ts';
import { authenticateClient } from './admission.ts';

/** A lobby room of this process. */
type OwnRoom = Pick<Room, 'roomId' | 'locked'> & {
  _listing: Parameters<typeof matchMaker.reserveSeatFor>[0];
};

interface LobbyDoorNeeds {
  /** How many players each process has, this one among them. */
  loads(): Promise<{ processId: string; ccu: number }[]>;
  ownId(): string;
  /** Lets somebody in, or throws. */
  admit(options: unknown, context: AuthContext): Promise<Identity>;
  /** Opens a lobby room in this process, which says so by `opened`. */
  open(): Promise<unknown>;
  /** Whether a room can be entered: it is not while it is being opened. */
  isThere(room: OwnRoom): boolean;
  /** Keeps a seat for somebody. */
  reserve(room: OwnRoom, options: unknown, identity: Identity): Promise<object>;
}

/** A process that has so many players more than another has room for them there. */
const UNEVEN = 500;
/** A seat is asked for so often. */
const TRIES = 3;

/**
 * Gives seats in the lobby. All lobby rooms show the same, so who asks a process is seated there: that takes no word
 * with other processes, of which each takes longer than all the rest. Only where another process has far fewer players
 * does the framework look for a room in all of them.
 */
export class LobbyDoor {
  readonly #needs: LobbyDoorNeeds;
  readonly #rooms = new Set<OwnRoom>();
  /** A room is being opened, for all who wait for it; it is not when others are to have them. */
  #opening: Promise<unknown> | null = null;

  constructor(needs: LobbyDoorNeeds) {
    this.#needs = needs;
  }

  opened(room: object): void {
    this.#rooms.add(room as OwnRoom);
  }

  closed(room: object): void {
    this.#rooms.delete(room as OwnRoom);
  }

  /**
   * Null when it is to be found in another process.
   * @throws ServerError for who may not come in; 503 `retry_later` when there is no seat in the end
   */
  async seat(options: unknown, context: AuthContext): Promise<object | null> {
    if (!this.#open()) await this.#another();
    if (!this.#open()) return null;
    const identity = await this.#needs.admit(options, context);
    for (let tries = 1; ; tries++) {
      // Others came meanwhile.
      if (!this.#open()) await this.#another();
      const room = this.#open();
      if (!room) return null;
      try {
        return await this.#needs.reserve(room, options, identity);
      } catch (error) {
        // It was full, or closed, or its listing could not be changed.
        if (!isWithoutSeat(error)) throw error;
        if (tries === TRIES) throw crowded();
      }
    }
  }

  #open(): OwnRoom | undefined {
    for (const room of this.#rooms) if (!room.locked && this.#needs.isThere(room)) return room;
    return undefined;
  }

  #another(): Promise<unknown> {
    this.#opening ??= this.#openAnother().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #openAnother(): Promise<void> {
    const { loads, ownId, open } = this.#needs;
    const all = await loads();
    const of = (process: string) => all.find(({ processId }) => processId === process)?.ccu ?? 0;
    const fewest = Math.min(...all.map(({ ccu }) => ccu), of(ownId()));
    if (of(ownId()) - fewest < UNEVEN) await open();
  }
}

/** The framework keeps the class of this to itself. */
function isWithoutSeat(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === 'SeatReservationError';
}

function crowded(): ServerError {
  return new ServerError(503, 'retry_later: The lobby has no seat just now. Try again in a moment.');
}

/** The door of this process. */
export function lobbyDoor(needs: Parameters<typeof authenticateClient>[0]): LobbyDoor {
  return new LobbyDoor({
    admit: (options, context) =>
      authenticateClient(needs, context.token ?? '', context, options as JoinOptions | undefined),
    loads: () => matchMaker.stats.fetchAll(),
    ownId: () => matchMaker.processId,
    open: () => matchMaker.handleCreateRoom('lobby', {}),
    isThere: (room) => matchMaker.getLocalRoomById(room.roomId) === (room as object),
    reserve: ({ _listing }, options, identity) => matchMaker.reserveSeatFor(_listing, options, identity),
  });
}
