import type { Deferred } from '@colyseus/core';
import type { StoredSession } from '../match/matchStore.ts';
import { identityOf, isSpectator, type PlayerClient } from './BaseRoom.ts';

/** What sessions need of their room. */
export interface SessionRoom {
  readonly clients: Iterable<PlayerClient>;
  allowReconnection(client: PlayerClient, seconds: number | 'manual'): Deferred;
}

/** The sessions of a room that may go on: connected, or dropped and coming back, here or from another process. */
export class Sessions {
  readonly #room: SessionRoom;
  /** Sessions that dropped and may come back, by id. */
  readonly #coming = new Map<string, StoredSession>();

  constructor(room: SessionRoom) {
    this.#room = room;
  }

  /** All of them, as another process needs to know them. */
  stored(): StoredSession[] {
    const connected = [...this.#room.clients].filter((client) => client.userData);
    return [...connected.map(storedSession), ...this.#coming.values()];
  }

  /**
   * Keeps a way back for a client that dropped; 'manual' keeps it until it is rejected.
   * Null for a session that never finished joining: the framework lets nobody back into one.
   */
  wayBack(client: PlayerClient, seconds: number | 'manual'): Deferred | null {
    const wayBack = this.#room.allowReconnection(client, seconds);
    if (typeof wayBack.reject !== 'function') {
      wayBack.catch(() => {});
      return null;
    }
    this.#coming.set(client.sessionId, storedSession(client));
    wayBack.catch(() => this.#coming.delete(client.sessionId)); // taken over, given up, or too late
    return wayBack;
  }

  /** Lets a session back in that the room's former owner had; the client shows the token it got there. */
  expect(stored: StoredSession, seconds: number | 'manual'): Deferred | null {
    const { session, token, player, spectator, tokenVersion } = stored;
    const ghost = {
      sessionId: session,
      reconnectionToken: token,
      auth: { id: player, ...(tokenVersion === undefined ? {} : { tokenVersion }) },
      userData: { spectator },
    };
    return this.wayBack(ghost as unknown as PlayerClient, seconds);
  }

  /**
   * A session is back. It keeps the token it came with, in place of the framework's new one: what another process
   * knows of it stays true, so that nothing has to be stored before the next process dies.
   */
  returned(client: PlayerClient): void {
    const stored = this.#coming.get(client.sessionId);
    if (stored) client.reconnectionToken = stored.token;
    this.#coming.delete(client.sessionId);
  }
}

function storedSession(client: PlayerClient): StoredSession {
  const { id: player, ...who } = identityOf(client);
  const { sessionId: session, reconnectionToken: token } = client;
  return { session, token, player, ...who, spectator: isSpectator(client) };
}
