import type { Deferred } from '@colyseus/core';
import type { StoredSession } from '../match/matchStore.ts';
import type { WayBack } from '../table/Seats.ts';
import { identityOf, isSpectator, type PlayerClient } from './playerClient.ts';

/** The framework's promise that a session returns, as it says itself that it has a `reject`. */
type Returning = Deferred & WayBack;

/** What sessions need of their room. */
interface SessionRoom {
  readonly clients: Iterable<PlayerClient>;
  allowReconnection(client: PlayerClient, seconds: number | 'manual'): Deferred;
  /** One more client is here than the framework counted. */
  countIn(): void;
}

/** The sessions of a room that may go on: connected, or dropped and coming back, here or from another process. */
export class Sessions {
  readonly #room: SessionRoom;
  /** Sessions that dropped and may come back, by id. */
  readonly #coming = new Map<string, StoredSession>();
  /** What clients came back with. */
  readonly #cameWith = new WeakMap<PlayerClient, string>();

  constructor(room: SessionRoom) {
    this.#room = room;
  }

  /** All of them, as another process needs to know them. */
  stored(): StoredSession[] {
    const connected = [...this.#room.clients].filter((client) => client.userData);
    return [...connected.map((client) => this.#storedSession(client)), ...this.#coming.values()];
  }

  /**
   * Keeps a way back for a client that dropped; 'manual' keeps it until it is rejected.
   * Null for a session that never finished joining: the framework lets nobody back into one.
   */
  wayBack(client: PlayerClient, seconds: number | 'manual'): Returning | null {
    const stored = this.#storedSession(client);
    // One that came back before, and was gone before it said that it has the new token.
    if (stored.tokenBefore !== undefined) return this.expect(stored, seconds);
    return this.#keep(client, stored, seconds);
  }

  #keep(client: PlayerClient, stored: StoredSession, seconds: number | 'manual'): Returning | null {
    const { session, token, tokenBefore } = stored;
    const wayBack = this.#room.allowReconnection(client, seconds) as Returning;
    if (typeof wayBack.reject !== 'function') {
      wayBack.catch(() => {});
      return null;
    }
    this.#coming.set(session, stored);
    wayBack.catch(() => this.#coming.delete(session)); // taken over, given up, or too late
    if (tokenBefore === undefined) return wayBack;
    // Either token leads back, once: the framework knows them by this list alone.
    const { _reconnections: ways } = this.#room as unknown as { _reconnections: Record<string, unknown> };
    ways[tokenBefore] = ways[token];
    const forget = () => delete ways[tokenBefore];
    wayBack.then(forget, forget);
    return wayBack;
  }

  /** Lets a session back in that the room's former owner had; the client shows the token it got there. */
  expect(stored: StoredSession, seconds: number | 'manual'): Returning | null {
    const { session, token, player, spectator, tokenVersion } = stored;
    const ghost = {
      sessionId: session,
      reconnectionToken: token,
      auth: { id: player, ...(tokenVersion === undefined ? {} : { tokenVersion }) },
      userData: { spectator },
    };
    const wayBack = this.#keep(ghost as unknown as PlayerClient, stored, seconds);
    // The framework takes who comes back as counted already: here it was another room that counted.
    wayBack?.then(
      () => this.#room.countIn(),
      () => {},
    );
    return wayBack;
  }

  /**
   * A session is back with this token, and has another from here on. The old one stays good until the client says that
   * it has the new one: it may be in a process that dies that the client finds out that it has not.
   */
  returned(client: PlayerClient, token: string | undefined): void {
    if (token !== undefined) this.#cameWith.set(client, token);
    this.#coming.delete(client.sessionId);
  }

  #storedSession(client: PlayerClient): StoredSession {
    const { id: player, tokenVersion } = identityOf(client);
    const { sessionId: session, reconnectionToken: token } = client;
    const cameWith = hasToken(client) ? undefined : this.#cameWith.get(client);
    return {
      ...{ session, token, player, spectator: isSpectator(client) },
      ...(tokenVersion === undefined ? {} : { tokenVersion }),
      ...(cameWith === undefined ? {} : { tokenBefore: cameWith }),
    };
  }
}

/** Whether a client said that it joined. Until then the framework keeps what it is sent. */
function hasToken(client: PlayerClient): boolean {
  return (client as unknown as { _enqueuedMessages?: unknown })._enqueuedMessages === undefined;
}
