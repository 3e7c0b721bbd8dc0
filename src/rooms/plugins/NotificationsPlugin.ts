import type { EventEmitter } from 'node:events';
import { type Room, RoomPlugin } from '@colyseus/core';
import type { MessageContext } from '@colyseus/shared-types';
import { ROOM_REQUESTS, type RoomRequests } from '../../protocol/room.ts';
import type { HubSession } from '../../push/HubSession.ts';
import type { Whereabouts } from '../../push/NotificationHub.ts';
import type { Notifications } from '../../push/Notifications.ts';
import type { Known } from '../../push/notification.ts';
import { knownOf } from '../../push/requests.ts';
import { answering, reportFault } from '../answering.ts';
import { identityOf, type PlayerClient } from '../playerClient.ts';
import { readRequest } from '../readRequest.ts';

/** `WebSocket.CLOSED` */
const CLOSED = 3;
/** Of so many that are gone it is known where they were: the oldest are forgotten first. */
const MAX_GONE = 500;

/**
 * Tells the people of a room what they are to know, and takes what they say of it. The same in the lobby and at tables: a
 * player is told wherever they are.
 */
export class NotificationsPlugin extends RoomPlugin<Room<{ client: PlayerClient }>> {
  override readonly pluginName = 'notifications' as const;
  readonly #notifications: Pick<Notifications, 'attach' | 'detach' | 'receive'>;
  readonly #sessions = new WeakMap<PlayerClient, HubSession>();
  /** By the room's own id of a session, which stays when it comes back: the one that is open, or where the last one was. */
  readonly #lastOf = new Map<string, HubSession | Known>();
  /** Sockets that are told. */
  readonly #listening = new WeakSet<object>();

  constructor(notifications: Pick<Notifications, 'attach' | 'detach' | 'receive'>) {
    super();
    this.#notifications = notifications;
  }

  protected override messages = {
    received: this.#answer('received'),
    seen: this.#answer('seen'),
  } satisfies Partial<Record<keyof RoomRequests, unknown>>;

  /**
   * Tells a client from now on. Call it when one joins.
   * @param options of its join: `{ epoch, after }` says where it was
   */
  listen(client: PlayerClient, options: unknown): Promise<void> {
    return this.#listen(client, knownOf(options));
  }

  /** The same for one that comes back: it goes on where its session was, here or in another process. */
  comeBack(client: PlayerClient): Promise<void> {
    const before = this.#lastOf.get(client.sessionId);
    if (!before) return this.#listen(client, 'unknown');
    return this.#listen(client, 'socket' in before ? this.#notifications.detach(before) : before);
  }

  async #listen(client: PlayerClient, was: Whereabouts): Promise<void> {
    const { id: player } = identityOf(client);
    const socket = client.ref as unknown as EventEmitter & { readyState: number; bufferedAmount: number };
    if (this.#listening.has(socket)) return;
    this.#listening.add(socket);
    try {
      const session = await this.#notifications.attach(
        {
          player,
          send: (type, payload) => client.send(type, payload),
          write: (frame) => client.enqueueRaw(frame),
          unsent: () => socket.bufferedAmount ?? 0,
        },
        was,
      );
      if (socket.readyState === CLOSED) return void this.#notifications.detach(session);
      this.#sessions.set(client, session);
      this.#keep(client.sessionId, session);
      socket.once('close', () => {
        const known = this.#notifications.detach(session);
        // Not the session, which would keep its socket and all that it was sent.
        if (this.#lastOf.get(client.sessionId) === session) this.#lastOf.set(client.sessionId, known);
      });
    } catch (error) {
      // While the store is away one is told nothing live, and asks over HTTP.
      this.#listening.delete(socket);
      reportFault(this.room, error, 'onJoin');
    }
  }

  #keep(id: string, session: HubSession): void {
    this.#lastOf.delete(id);
    this.#lastOf.set(id, session);
    const [oldest = id] = this.#lastOf.keys();
    if (this.#lastOf.size > MAX_GONE) this.#lastOf.delete(oldest);
  }

  #answer(what: 'received' | 'seen') {
    return (client: PlayerClient, message: unknown, context?: MessageContext) =>
      answering({ room: this.room, client, context }, 'onMessage', async () => {
        const { seqs } = readRequest(ROOM_REQUESTS[what], message);
        await this.#notifications.receive(
          identityOf(client).id,
          { [what]: seqs },
          this.#sessions.get(client),
        );
        return {};
      });
  }
}
