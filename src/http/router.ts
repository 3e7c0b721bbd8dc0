import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Identity } from '../auth/accounts.ts';
import { Problem } from '../lib/problem.ts';
import { MAX_BODY } from './Door.ts';
import type { Limits } from './limits.ts';
import type { OperatorGate } from './operator.ts';
import { notesOf } from './requestNotes.ts';
import type { Method, Route } from './route.ts';
import type { HttpServices } from './services.ts';
import { toRoot } from './toRoot.ts';

/** What the router needs to know who asks, and how often. */
interface RouterNeeds extends Pick<HttpServices, 'authenticate' | 'authenticateSeated' | 'presence'> {
  limits: Limits;
  operator: OperatorGate;
}

const PARSERS = {
  'application/json': express.json({ limit: MAX_BODY }),
  'application/x-www-form-urlencoded': express.urlencoded({
    extended: false,
    limit: MAX_BODY,
    parameterLimit: 50,
  }),
};

/** What a path that stands for others has in it. */
const PATTERN = /[^\w./-]/;

/** Serves routes in their order; other methods of their paths are answered with 405. */
export function routerOf(routes: readonly Route[], needs: RouterNeeds): Router {
  const router = express.Router();
  const methods = new Map<string, Method[]>();
  for (const route of routes) methods.set(route.path, [...(methods.get(route.path) ?? []), route.method]);
  const handlers = new Map(routes.map((route) => [route, serve(route, needs)]));
  const exact = new Map<string, RequestHandler>();
  for (const [route, handler] of handlers)
    if (!PATTERN.test(route.path)) exact.set(`${route.method.toUpperCase()} ${route.path}`, handler);
  // At once, where the path says it all: the framework's router tries one pattern after the other.
  router.use((request, response, next) => {
    const found = exact.get(`${request.method} ${request.path}`);
    return found ? found(request, response, next) : next();
  });
  for (const path of methods.keys()) {
    for (const [route, handler] of handlers) if (route.path === path) router[route.method](path, handler);
    router.all(path, refuseMethod(path, methods.get(path) ?? []));
  }
  return router;
}

function serve(route: Route, needs: RouterNeeds): RequestHandler {
  return async (request, response) => {
    const notes = notesOf(response);
    notes.route = route.path;
    if (route.path.includes('/matches/:id')) notes.match = String(request.params.id).slice(0, 64);
    const player = await whoAsks(route, request, response, needs);
    if (route.body) await readBody(route, request, response);
    const { params, query, body } = request;
    const { address } = notes;
    const root = toRoot(request.originalUrl);
    const signal = goneSignal(response);
    const reply = await route.run({ params, query, body, player, address, root, signal });
    if (response.destroyed) return;
    const type = route.answers[reply.status]?.type ?? 'application/json';
    response
      .status(reply.status)
      .set({ 'Cache-Control': 'no-store', ...reply.headers })
      .type(type);
    response.send(type === 'application/json' ? JSON.stringify(reply.body) : reply.body);
  };
}

/** Checks what the route asks for. A player is told to presence, and counted. */
async function whoAsks(
  route: Route,
  request: Request,
  response: Response,
  { authenticate, authenticateSeated, presence, limits, operator }: RouterNeeds,
): Promise<Identity | null> {
  const notes = notesOf(response);
  if (route.auth === 'operator') {
    await operator.check(request, notes.address);
    return null;
  }
  const { authorization } = request.headers;
  const cost = (typeof route.cost === 'function' ? route.cost(request.query) : route.cost) ?? 1;
  const further = cost - 1; // every request has paid one of its address's before
  if (route.auth === 'none' || (route.auth === 'optional' && authorization === undefined)) {
    limits.charge({ address: notes.address }, further);
    return null;
  }
  const token = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  const { id: match } = request.params;
  const player = await (route.seated
    ? authenticateSeated(token, typeof match === 'string' ? match.toLowerCase() : undefined)
    : authenticate(token));
  notes.player = player.id;
  limits.charge({ player: player.id, address: notes.address }, cost, further);
  await presence.seen(player.id);
  return player;
}

/** Puts the parsed body where Express has it. @throws Problem 415 `unsupported_media_type` */
async function readBody({ consumes = 'application/json' }: Route, request: Request, response: Response) {
  await new Promise<void>((resolve, reject) => {
    PARSERS[consumes](request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
  const { headers } = request;
  const sent = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (sent && request.body === undefined) {
    throw new Problem(415, 'unsupported_media_type', `The body must be ${consumes}.`);
  }
}

function goneSignal(response: Response): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => response.writableFinished || controller.abort()); // to abort is dear
  return controller.signal;
}

function refuseMethod(path: string, methods: readonly Method[]): RequestHandler {
  const head = methods.includes('get') ? ['HEAD'] : [];
  const allowed = [...methods.map((method) => method.toUpperCase()), ...head].join(', ');
  return (request, response) => {
    notesOf(response).route = path;
    response.set('Allow', allowed);
    throw new Problem(405, 'method_not_allowed', `${request.method} is not for this: ${allowed}.`);
  };
}
