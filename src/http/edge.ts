import { randomUUID } from 'node:crypto';
import express, { type Request, type RequestHandler, type Router } from 'express';
import { COSTS } from '../players/costs.ts';
import { clientAddress } from './clientAddress.ts';
import { corsHeaders } from './cors.ts';
import { MAX_BODY } from './Door.ts';
import type { LimitName, Limits } from './limits.ts';
import { matchmakeRoutes } from './matchmake.ts';
import { pageHeaders } from './pageHeaders.ts';
import { notesOf } from './requestNotes.ts';
import type { HttpServices } from './services.ts';

type EdgeServices = Pick<
  HttpServices,
  | 'metrics'
  | 'logger'
  | 'publicAddress'
  | 'trustProxy'
  | 'allowedOrigins'
  | 'matchmake'
  | 'authenticate'
  | 'overSockets'
>;

/** What most ask by: making one takes longer than looking at it. */
const NO_ORIGIN = new Headers();

/** What happens to every request before anything looks at it: an id, a log line, headers, limits. */
export function edge(services: EdgeServices, limits: Limits): Router {
  const router = express.Router();
  router.use(label(services), pageHeaders(services.publicAddress));
  router.use(limitAddress(limits), allowOrigins(services.allowedOrigins));
  // What stands behind /auth is not ours; it takes a body that was read already.
  router.use('/auth', limitAccounts(limits), express.json({ limit: MAX_BODY }));
  router.use('/matchmake', matchmakeRoutes(services, limits));
  return router;
}

/** Says which other sites may call, and answers those that ask whether they may. */
function allowOrigins(allowed: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin, host } = request.headers;
    const asked = origin ? new Headers({ origin, ...(host && { host }) }) : NO_ORIGIN;
    response.set(corsHeaders(allowed, asked));
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };
}

/** Gives the request an id and, once it is answered, a line in the log and in the metrics. */
function label({ metrics, logger, trustProxy }: EdgeServices): RequestHandler {
  return (request, response, next) => {
    const notes = notesOf(response);
    notes.id = requestId(request, trustProxy);
    notes.address = clientAddress(request, trustProxy);
    response.setHeader('X-Request-Id', notes.id);
    const startedAt = performance.now();
    response.on('close', () => {
      const ms = Math.round(performance.now() - startedAt);
      const route = notes.route ?? areaOf(request.originalUrl);
      const status = response.writableFinished ? response.statusCode : 499; // the client went away
      const { id, player, match } = notes;
      metrics.http.answered({ method: request.method, route, status, seconds: ms / 1000 });
      const line = { request_id: id, method: request.method, route, status, ms, player, match };
      if (status === 500) logger.warn(line, 'request');
      else logger.debug(line, 'request');
    });
    next();
  };
}

function limitAddress(limits: Limits): RequestHandler {
  return ({ path }, response, next) => {
    const units = /^\/app(\/|$)/.test(path) ? COSTS.page : 1;
    limits.charge({ address: notesOf(response).address }, units);
    next();
  };
}

/** Wherever a password or an address can be tried out is limited further. */
function limitAccounts(limits: Limits): RequestHandler {
  return async (request, response, next) => {
    const guessable = /^\/(login|register|forgot-password|reset-password)\b/i.test(request.path);
    const name: LimitName = guessable ? 'credentials' : 'accounts';
    await limits.spend(name, notesOf(response).address);
    next();
  };
}

function requestId(request: Request, trustProxy: boolean): string {
  const given = request.headers['x-request-id'];
  return trustProxy && typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}

/** A few names for what is not one of our routes. */
function areaOf(url: string): string {
  const area = /^\/(auth|app|matchmake|monitor|docs)(?=[/?]|$)/.exec(url)?.[1];
  return area ? `/${area}/*` : 'unmatched';
}
