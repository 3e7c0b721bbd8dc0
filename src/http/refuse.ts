import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Problem } from '../lib/problem.ts';
import { problemBody, problemHeaders } from '../lib/problemAnswer.ts';

/** A client that still sends may read the answer for so long, in ms, and send so many bytes more. */
const LINGER_MS = 1000;
const LINGER_BYTES = 256 * 1024;

const refused = new WeakSet<ServerResponse>();

/** Whether a request was answered here: nobody else may. */
export function isRefused(response: ServerResponse): boolean {
  return refused.has(response);
}

/**
 * Answers a request with a problem before anybody read it, and closes its socket. Closed at once, a client that still
 * sends its body would lose the answer: it has a moment to read it, and what it sends is dropped.
 */
export function refuseRequest(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
  const { socket } = request;
  if (response.headersSent) return void socket.destroy();
  refused.add(response);
  const body = JSON.stringify(problemBody(problem));
  response.writeHead(problem.status, { ...problemHeaders(problem), ...closing(body) });
  if (request.complete) return void response.end(body);
  response.write(body);
  let dropped = 0;
  request.push = (chunk: Buffer | null) => {
    dropped += chunk?.length ?? 0;
    if (chunk === null || dropped > LINGER_BYTES) response.end();
    return true;
  };
  const timer = setTimeout(() => response.end(), LINGER_MS);
  response.once('close', () => clearTimeout(timer));
}

/** The same on a socket that has no response: of an upgrade, or of what is no request. */
export function refuseSocket(socket: Duplex, problem: Problem): void {
  if (!socket.writable) return void socket.destroy();
  const body = JSON.stringify(problemBody(problem));
  const headers = Object.entries({ ...problemHeaders(problem), ...closing(body) });
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  // A client that does not close its side must not keep ours.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function closing(body: string): Record<string, string> {
  return { 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' };
}
