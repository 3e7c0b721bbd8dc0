import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { Problem } from '../lib/problem.ts';
import { clientAddress } from './clientAddress.ts';
import type { Limits } from './limits.ts';

/** Options of a join: a flag or two. */
const MAX_BODY = 16 * 1024;

/**
 * Stands in front of `/matchmake`, which the framework answers before Express, unlimited: a body must say its
 * length and be small, and an address may only ask so often. Call it once the server listens.
 */
export function guardMatchmake(server: Server, limits: Limits, trustProxy: boolean): void {
  const answering = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', async (request, response) => {
    if (request.method === 'POST' && request.url?.startsWith('/matchmake')) {
      try {
        checkBody(request);
        await limits.spend('joins', clientAddress(request, trustProxy));
      } catch (error) {
        return refuse(response, error);
      }
    }
    for (const answer of answering) answer.call(server, request, response);
  });
}

function checkBody(request: IncomingMessage): void {
  const length = request.headers['content-length'];
  if (length === undefined) throw new Problem(411, 'length_required', 'Say how long the body is.');
  if (Number(length) > MAX_BODY) throw new Problem(413, 'too_large', 'The body is too large.');
}

/** In the form that the SDK reads: `{code, error}`. */
function refuse(response: ServerResponse, error: unknown): void {
  const { status, code, message } =
    error instanceof Problem ? error : new Problem(500, 'internal', 'Try again.');
  const body = JSON.stringify({ code: status, error: `${code}: ${message}` });
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body);
}
