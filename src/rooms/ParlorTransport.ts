import type { IncomingMessage } from 'node:http';
import {
  CloseCode,
  connectClientToRoom,
  createAuthContext,
  matchMaker,
  Protocol,
  Room,
} from '@colyseus/core';
import { type TransportOptions, WebSocketClient, WebSocketTransport } from '@colyseus/ws-transport';
import type { Metrics } from '../metrics/metrics.ts';
import { asServerError, type BaseRoomNeeds } from './BaseRoom.ts';
import { isRefusal } from './refusals.ts';

type Socket = WebSocketClient['ref'] & { pingCount: number };
type Upgrade = { url: URL; context: ReturnType<typeof createAuthContext> };

export interface TransportNeeds extends Pick<BaseRoomNeeds, 'log'> {
  metrics: Pick<Metrics, 'sockets'>;
}

/** The room at the end of a socket's path. */
const ROOM = /\/[\w-]+\/([\w-]+)\/?$/;
const NAME = /^[\w-]{1,64}$/;
/** A socket that asks for no room is there to measure latency: so long, in ms, and so often. */
const LATENCY_MS = 1000;
const MAX_PINGS = 20;

/**
 * The framework's transport, but for what becomes of a socket once it is open: what a client can cause is no error in
 * the log, and what a client reads of a failure was meant for it.
 */
export class ParlorTransport extends WebSocketTransport {
  readonly #needs: TransportNeeds;

  constructor({ log, metrics }: TransportNeeds, options: TransportOptions) {
    super(options);
    this.#needs = { log, metrics };
    this.wss.removeAllListeners('connection'); // bound before there was anything of ours
    this.wss.on('connection', (socket: Socket, request: IncomingMessage, upgrade?: Upgrade) => {
      void this.#opened(socket, request, upgrade);
    });
  }

  async #opened(socket: Socket, request: IncomingMessage, upgrade?: Upgrade): Promise<void> {
    const { log, metrics } = this.#needs;
    socket.on('error', (error: Error & { code?: string }) => {
      metrics.sockets.refused('malformed_frame');
      log.debug({ code: error.code, reason: error.message }, 'a socket sent what is no frame');
    });
    socket.pingCount = 0;
    socket.on('pong', () => {
      socket.pingCount = 0;
    });
    const url = upgrade?.url ?? new URL(`ws://server${request.url}`);
    const room = ROOM.exec(url.pathname)?.[1];
    const session = url.searchParams.get('sessionId');
    if (!room && !session) return measureLatency(socket);
    const reconnectionToken = url.searchParams.get('reconnectionToken');
    const client = new WebSocketClient(session ?? '', socket);
    try {
      await connectClientToRoom(
        named(session) && named(reconnectionToken ?? 'none') ? roomOf(room) : undefined,
        client,
        upgrade?.context ?? contextOf(request, url),
        {
          ...(reconnectionToken === null ? {} : { reconnectionToken }),
          skipHandshake: url.searchParams.has('skipHandshake'),
        },
      );
    } catch (error) {
      const { code, message } = this.#told(error, room);
      const close = reconnectionToken === null ? CloseCode.WITH_ERROR : CloseCode.FAILED_TO_RECONNECT;
      client.error(code, message, () => socket.close(close));
    }
  }

  /** What a client is told of why it was not let in. */
  #told(error: unknown, room: string | undefined): { code: number; message: string } {
    const { log, metrics } = this.#needs;
    const told = asServerError(error);
    if (isRefusal(error)) {
      metrics.sockets.refused('not_let_in');
      log.debug({ room, reason: told.message }, 'a socket was not let in');
    } else log.error({ err: error, room }, 'a socket could not be let in');
    return told;
  }
}

function measureLatency(socket: Socket): void {
  const timer = setTimeout(() => socket.close(CloseCode.NORMAL_CLOSURE), LATENCY_MS);
  let pings = 0;
  socket.on('message', () => {
    pings += 1;
    if (pings <= MAX_PINGS) socket.send(new Uint8Array([Protocol.PING]));
    else socket.terminate();
  });
  socket.on('close', () => clearTimeout(timer));
}

/** Whether a name may be looked up: the framework does so in plain objects, which know `constructor`. */
function named(name: string | null): name is string {
  return name !== null && NAME.test(name) && !(name in Object.prototype);
}

function roomOf(id: string | undefined): Room | undefined {
  const room = named(id ?? null) ? matchMaker.getLocalRoomById(id as string) : undefined;
  return room instanceof Room ? room : undefined;
}

function contextOf(request: IncomingMessage, url: URL) {
  return createAuthContext({
    headers: request.headers as Record<string, string | undefined>,
    token: url.searchParams.get('_authToken'),
    ...(request.socket.remoteAddress === undefined ? {} : { remoteAddress: request.socket.remoteAddress }),
  });
}
