import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express';
import { Problem } from '../lib/problem.ts';
import { problemHeaders } from '../lib/problemAnswer.ts';
import { isUnavailable } from '../lib/unavailable.ts';
import { COSTS } from '../players/costs.ts';
import type { Limits } from './limits.ts';
import { toProblem } from './problems.ts';
import { isRefused } from './refuse.ts';
import { notesOf } from './requestNotes.ts';
import type { HttpServices } from './services.ts';

/** Options of a join: a flag or two. */
const MAX_OPTIONS = 16 * 1024;
const BEARER = /^bearer +(\S+)$/i;

type Needs = Pick<HttpServices, 'matchmake' | 'authenticate' | 'overSockets' | 'logger'>;

/**
 * `POST /matchmake/:method/:room`, as the SDK asks for seats. The framework's own route takes bodies of any size from
 * anybody, as often as they like: this one is limited as everything else is. Errors have the form that the SDK reads:
 * `{code, error}`, the status as a number and `code: message`.
 */
export function matchmakeRoutes(
  { matchmake, authenticate, overSockets, logger }: Needs,
  limits: Limits,
): Router {
  const router = express.Router();
  const give: RequestHandler<{ method: string; room: string }> = async (request, response) => {
    const { address } = notesOf(response);
    const { method, room } = request.params;
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const headers = new Headers(request.headers as Record<string, string>);
    const options: unknown = request.body ?? {};
    if (typeof options !== 'object' || options === null || Array.isArray(options))
      throw new Problem(400, 'invalid_request', 'Options are an object.');
    const gone = new AbortController();
    response.once('close', () => response.writableFinished || gone.abort()); // to abort is dear
    const seat = await matchmake(method, room, options, { token, address, headers, gone: gone.signal });
    // Nobody is refused: a client that does not know this opens its socket.
    const elsewhere = overSockets && !overSockets((await authenticate(token)).id);
    response.json(elsewhere ? { ...seat, sockets: false } : seat);
  };
  const limit: RequestHandler = async (_request, response, next) => {
    const { address } = notesOf(response);
    limits.charge({ address }, COSTS.seat - 1); // as every request it has paid one before
    await limits.spend('joins', address);
    next();
  };
  const fail: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    if (response.headersSent || isRefused(response)) return next(error);
    const { status, text } = told(error);
    if (status === 500) logger.error({ err: error }, 'a seat could not be given');
    const known = error instanceof Problem ? error : null;
    if (known) response.set(problemHeaders(known));
    response.status(status).type('application/json');
    response.send(JSON.stringify({ ...known?.details, code: status, error: text }));
  };
  router.post('/:method/:room', limit, express.json({ limit: MAX_OPTIONS }), give);
  router.use(fail);
  return router;
}

/** The status, and what the SDK shows. The framework's own errors have statuses from 520 on. */
function told(error: unknown): { status: number; text: string } {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  const framework = typeof code === 'number' && code >= 400 && code < 600 && code !== 500;
  // What the framework wrapped has lost its class: a store that is away is known by its words.
  if (framework && !isUnavailable(new Error(message))) return { status: code, text: message };
  const problem = toProblem(framework ? new Error(message) : error, '');
  return { status: problem.status, text: `${problem.code}: ${problem.message}` };
}
