import { type IncomingMessage, type RequestListener, Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Response } from 'express';
import { Problem } from '../lib/problem.ts';
import { rateLimited } from '../players/budgets.ts';
import { costOfBytes } from '../players/costs.ts';
import { Connections, MAX_CONNECTIONS } from './Connections.ts';
import { clientAddress } from './clientAddress.ts';
import type { Limits } from './limits.ts';
import { isRefused, refuseRequest, refuseSocket } from './refuse.ts';
import { notesOf } from './requestNotes.ts';
import type { HttpServices } from './services.ts';
import { Turns } from './Turns.ts';
import { readTarget } from './target.ts';
import { checkUpgrade, isWebSocket } from './webSocketRequest.ts';

/** Bytes of a body that are taken, on every route. */
export const MAX_BODY = 64 * 1024;
/** A client has so long to send a request's head, and the whole of it, in ms. */
const HEAD_WITHIN_MS = 15_000;
const REQUEST_WITHIN_MS = 60_000;
const CHECK_EVERY_MS = 5000;
/** A connection on which nothing moves for so long is closed: who does not read an answer keeps no file open for it. */
const IDLE_MS = 60_000;

interface DoorNeeds
  extends Pick<HttpServices, 'metrics' | 'logger' | 'trustProxy' | 'forwarded' | 'connectionsOfAddress'> {
  limits: Limits;
}

/**
 * The server that every request and every upgrade comes through before anybody else sees it. What does not parse is
 * answered with a problem at once, closed, and charged to its address; bytes of a body are counted as they are read.
 * Requests go to `answer` alone: listeners that others add for them are not called.
 */
export class Door extends Server {
  readonly #needs: DoorNeeds;
  readonly #connections: Connections;
  readonly #turns = new Turns();
  /** Answers the requests that come through. */
  answer: RequestListener = (_request, response) => void response.writeHead(503).end();

  constructor(needs: DoorNeeds) {
    super({
      headersTimeout: HEAD_WITHIN_MS,
      requestTimeout: REQUEST_WITHIN_MS,
      connectionsCheckingInterval: CHECK_EVERY_MS,
      requireHostHeader: false, // looked at by `readTarget`, which has a code for it
      shouldUpgradeCallback: isWebSocket, // who offers another protocol is answered without it
    });
    this.#needs = needs;
    this.#connections = new Connections(needs.connectionsOfAddress ?? MAX_CONNECTIONS);
    this.timeout = IDLE_MS;
    this.on('clientError', (error: NodeJS.ErrnoException, socket) => this.#parserFailed(error, socket));
    this.on('checkExpectation', (request, response) => {
      this.#refuse(
        request,
        response,
        new Problem(417, 'expectation_failed', 'Nothing like this is met here.'),
      );
    });
    this.on('connect', (_request, socket) => {
      this.#refuseSocket(socket, new Problem(405, 'method_not_allowed', 'This is no proxy.'));
    });
  }

  override emit(event: string, ...args: unknown[]): boolean {
    if (event === 'request') this.#enter(...(args as [IncomingMessage, ServerResponse]));
    else if (event === 'connection') this.#connect(args[0] as Socket);
    else if (event === 'upgrade') void this.#upgrade(...(args as [IncomingMessage, Duplex, Buffer]));
    else return super.emit(event, ...args);
    return true;
  }

  /** Behind a proxy of ours all connections are its own. */
  #connect(socket: Socket): void {
    const { trustProxy, metrics } = this.#needs;
    const address = clientAddress({ headers: {}, socket }, false);
    if (trustProxy || this.#connections.admits(address, socket)) return void super.emit('connection', socket);
    metrics.limits.refused('connections');
    socket.destroy();
  }

  #enter(request: IncomingMessage, response: ServerResponse): void {
    try {
      readTarget(request);
      const { 'content-length': length = 0 } = request.headers;
      if (Number(length) > MAX_BODY) throw tooLarge();
    } catch (error) {
      this.#refuse(request, response, problemOf(error));
      return;
    }
    const received = countBody(request, () => this.#refuse(request, response, tooLarge()));
    const { limits } = this.#needs;
    const inTurn = this.#turns.take(request, response, () => {
      if (isRefused(response)) return;
      const { socket } = request;
      const before = socket.bytesWritten;
      response.once('close', () =>
        limits.owe(notesOf(response as Response), costOfBytes(received(), socket.bytesWritten - before)),
      );
      this.answer(request, response);
    });
    if (!inTurn) this.#refuse(request, response, rateLimited({ retryAfterMs: 1000, goesOn: true }));
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const destroy = () => socket.destroy();
    socket.on('error', destroy);
    const { limits, trustProxy, forwarded } = this.#needs;
    try {
      readTarget(request);
      checkUpgrade(request);
      // The process that handed it over has counted it.
      if (forwarded.read(request.headers) === null)
        await limits.spend('upgrades', clientAddress(request, trustProxy));
    } catch (error) {
      return this.#refuseSocket(socket, problemOf(error), request);
    }
    if (socket.destroyed) return;
    socket.removeListener('error', destroy);
    try {
      super.emit('upgrade', request, socket, head);
    } catch (error) {
      this.#needs.logger.error({ err: error }, 'an upgrade failed');
      socket.destroy();
    }
  }

  /** Node's parser could not read a request, or waited too long for it. */
  #parserFailed(error: NodeJS.ErrnoException, socket: Duplex): void {
    const { _httpMessage: answering } = socket as { _httpMessage?: ServerResponse };
    if (error.code === 'ECONNRESET' || answering?.headersSent) return void socket.destroy();
    this.#refuseSocket(socket, parserProblem(error));
  }

  #refuse(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
    refuseRequest(request, response, this.#charged(problem, request));
  }

  /** @param request what the socket asked for, where that could be read */
  #refuseSocket(socket: Duplex, problem: Problem, request?: IncomingMessage): void {
    socket.on('error', () => socket.destroy());
    refuseSocket(socket, this.#charged(problem, request ?? nothingRead(socket)));
  }

  /** Counts what was refused, and charges it to its address: the problem, or that of an address that has no more. */
  #charged(problem: Problem, request: Asking): Problem {
    const { limits, trustProxy, metrics, logger } = this.#needs;
    let told = problem;
    try {
      if (problem.status !== 429) limits.charge({ address: clientAddress(request, trustProxy) }, 1);
    } catch (error) {
      told = problemOf(error);
    }
    const line = { method: request.method ?? 'other', route: 'refused', status: told.status };
    metrics.http.answered({ ...line, seconds: 0 });
    logger.debug({ ...line, code: told.code }, 'request');
    return told;
  }
}

/** As much of a request as charging it takes. */
type Asking = Pick<IncomingMessage, 'headers' | 'socket' | 'method'>;

/** A request that nobody could read: all that is known is where its bytes came from. */
function nothingRead(socket: Duplex): Asking {
  return { headers: {}, socket: socket as IncomingMessage['socket'], method: 'other' };
}

/**
 * Counts the bytes of a body as they come in, whoever reads them and whatever the client said of its length.
 * @returns how many have come
 */
function countBody(request: IncomingMessage, tooMuch: () => void): () => number {
  const push = request.push;
  let read = 0;
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    read += chunk?.length ?? 0;
    if (read <= MAX_BODY) return push.call(request, chunk, encoding);
    request.push = () => true;
    tooMuch();
    return true;
  };
  return () => read;
}

function tooLarge(): Problem {
  return new Problem(413, 'too_large', 'The body is too large: at most 64 KiB are taken.');
}

function parserProblem({ code }: NodeJS.ErrnoException): Problem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Problem(431, 'headers_too_large', 'The headers are too large.');
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return tooLarge();
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new Problem(408, 'request_timeout', 'The request took too long.');
  return new Problem(400, 'malformed_request', 'The request is not well formed.');
}

function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(503, 'retry_later', 'Try again.');
}
