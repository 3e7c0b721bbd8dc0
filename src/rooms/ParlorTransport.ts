import type { EventEmitter } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  CloseCode,
  connectClientToRoom,
  createAuthContext,
  matchMaker,
  Protocol,
  type Room,
} from '@colyseus/core';
import { type TransportOptions, type WebSocketClient, WebSocketTransport } from '@colyseus/ws-transport';
import type { Metrics } from '../metrics/metrics.ts';
import type { Arrivals } from './Arrivals.ts';
import { asServerError } from './admission.ts';
import type { BaseRoomNeeds } from './baseRoomNeeds.ts';
import { CountedClient } from './CountedClient.ts';
import { protocolOf } from './checkProtocol.ts';
import { Pinger, type PingRhythm, SEATED } from './Pinger.ts';
import { isRefusal } from './refusals.ts';

type Socket = WebSocketClient['ref'] & { _socket: EventEmitter };
type Upgrade = { url: URL; context: ReturnType<typeof createAuthContext> };

export interface TransportNeeds extends Pick<BaseRoomNeeds, 'log'> {
  metrics: Pick<Metrics, 'clients' | 'sockets'>;
  /** The line that sockets of the lobby stand in. */
  arrivals: Pick<Arrivals, 'letIn'>;
  /** Whether an upgrade is to be answered here. When it is not, there is nothing left to do. */
  admits(request: IncomingMessage, socket: Duplex, head: Buffer, token: string | undefined): Promise<boolean>;
}

/** Where many come at once. Others wait for those who come to a match. */
const LOBBY = 'lobby';
/** The room at the end of a socket's path. */
const ROOM = /\/[\w-]+\/([\w-]+)\/?$/;
const NAME = /^[\w-]{1,64}$/;
/** A socket that asks for no room is there to measure latency: so long, in ms, and so often. */
const LATENCY_MS = 1000;
const MAX_PINGS = 20;
/** Parts that a message may come in: clients send one, and empty ones would cost nothing but time. */
const MAX_FRAGMENTS = 16;
/** What a socket may send while nobody pays for it: before it is let in, and once it was told to go. */
const MAX_UNPAID_BYTES = 64 * 1024;
/** Who is not let in by then is cut off: the framework may wait for good for an older socket of the same seat. */
const LET_IN_WITHIN_MS = 30_000;
/** `WebSocket.OPEN`, `WebSocket.CLOSED` */
const OPEN = 1;
const CLOSED = 3;

/**
 * The framework's transport, but for which sockets are opened, and for what becomes of one once it is open: what a
 * client can cause is no error in the log, and what a client reads of a failure was meant for it.
 */
export class ParlorTransport extends WebSocketTransport {
  readonly #needs: TransportNeeds;
  readonly #pinger = new Pinger({
    elapsed: () => performance.now(),
    every(ms, work) {
      const timer = setInterval(work, ms);
      return () => clearInterval(timer);
    },
  });

  constructor({ log, metrics, arrivals, admits }: TransportNeeds, options: TransportOptions) {
    // The framework's own pings all go out in one go: see `Pinger`. The number of fragments is not in its types yet.
    super({ ...options, pingInterval: 0, ...{ maxFragments: MAX_FRAGMENTS } });
    this.#needs = { log, metrics, arrivals, admits };
    this.server?.once('listening', () => this.#pinger.start());
    this.server?.once('close', () => this.#pinger.stop());
    this.wss.removeAllListeners('connection'); // bound before there was anything of ours
    this.wss.on('connection', (socket: Socket, _request: IncomingMessage, upgrade: Upgrade) => {
      void this.#opened(socket, upgrade);
    });
  }

  /** In place of the framework's: `beforeUpgrade` may refuse a socket, and cannot hand it over. */
  protected override listenForUpgrade(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#upgrade(request, socket, head).catch((error: unknown) => {
        this.#needs.log.error({ err: error }, 'an upgrade failed');
        socket.destroy();
      });
    });
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = new URL(`ws://server${request.url}`);
    const upgrade: Upgrade = { url, context: contextOf(request, url) };
    if (!(await this.#needs.admits(request, socket, head, upgrade.context.token))) return;
    this.wss.handleUpgrade(request, socket, head, (opened) => {
      this.wss.emit('connection', opened, request, upgrade);
    });
  }

  async #opened(socket: Socket, upgrade: Upgrade): Promise<void> {
    const { log, metrics } = this.#needs;
    socket.on('error', (error: Error & { code?: string }) => {
      metrics.sockets.refused('malformed_frame');
      log.debug({ code: error.code, reason: error.message }, 'a socket sent what is no frame');
    });
    const letIn = boundUnpaid(socket, () => metrics.clients.cut('unpaid'));
    const { url } = upgrade;
    const id = ROOM.exec(url.pathname)?.[1];
    const session = url.searchParams.get('sessionId');
    if (!id && !session) return measureLatency(socket);
    const reconnectionToken = url.searchParams.get('reconnectionToken');
    const room = named(session) && named(reconnectionToken ?? 'none') ? roomOf(id) : undefined;
    const client = new CountedClient(session ?? '', socket, (type, bytes) =>
      metrics.sockets.sent(room?.roomName ?? 'none', type, bytes),
    );
    const connect = async () => {
      if (socket.readyState !== OPEN) return; // it is gone, and its seat runs out
      await connectToRoom(room, client, upgrade, reconnectionToken);
      letIn();
      this.#ping(socket, room);
    };
    try {
      await (room?.roomName === LOBBY ? this.#needs.arrivals.letIn(connect) : connect());
    } catch (error) {
      const { code, message } = this.#told(error, id);
      const close = reconnectionToken === null ? CloseCode.WITH_ERROR : CloseCode.FAILED_TO_RECONNECT;
      client.error(code, message, () => socket.close(close));
    }
  }

  #ping(socket: Socket, room: Room | undefined): void {
    if (!room || socket.readyState !== OPEN) return;
    const { pings = SEATED } = room as Room & { pings?: PingRhythm };
    const { clients, sockets } = this.#needs.metrics;
    this.#pinger.add(socket, pings, {
      heard: (ms) => sockets.roundTrip(room.roomName, ms / 1000),
      silent: () => clients.cut('silent'),
    });
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

function connectToRoom(
  room: Room | undefined,
  client: WebSocketClient,
  { url, context }: Upgrade,
  reconnectionToken: string | null,
): Promise<void> {
  const protocol = protocolOf(url);
  return connectClientToRoom(room, client, context, {
    ...(reconnectionToken === null ? {} : { reconnectionToken }),
    ...(protocol === undefined ? {} : { protocol }),
    skipHandshake: url.searchParams.has('skipHandshake'),
  });
}

/** Cuts off a socket that sends much, or stays long, while nobody pays for it. @returns to call when it is let in */
function boundUnpaid(socket: Socket, tooMuch: () => void): () => void {
  let isLetIn = false;
  let unpaid = 0;
  const timer = setTimeout(() => socket.terminate(), LET_IN_WITHIN_MS);
  socket.once('close', () => clearTimeout(timer));
  socket._socket.on('data', (chunk: Buffer) => {
    if (isLetIn && socket.readyState === OPEN) return;
    unpaid += chunk.length;
    if (unpaid <= MAX_UNPAID_BYTES || socket.readyState === CLOSED) return;
    tooMuch();
    socket.terminate();
  });
  return () => {
    isLetIn = true;
    clearTimeout(timer);
  };
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
  return named(id ?? null) ? matchMaker.getLocalRoomById(id as string) : undefined;
}

function contextOf(request: IncomingMessage, url: URL) {
  return createAuthContext({
    headers: request.headers as Record<string, string | undefined>,
    token: url.searchParams.get('_authToken'),
    ...(request.socket.remoteAddress === undefined ? {} : { remoteAddress: request.socket.remoteAddress }),
  });
}
