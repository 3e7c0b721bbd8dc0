import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express';
import { buttonRoutes } from './button.ts';
import { companionRoutes } from './companions.ts';
import { Door } from './Door.ts';
import { docsPages } from './docs.ts';
import { edge } from './edge.ts';
import { end } from './end.ts';
import { feedbackRoutes } from './feedback.ts';
import { feedbackPageRoutes } from './feedbackPage.ts';
import { gameRoutes } from './gameRoutes.ts';
import { gamesRoutes } from './games.ts';
import { healthRoutes } from './health.ts';
import { leaderboardRoutes } from './leaderboards.ts';
import { Limits } from './limits.ts';
import { matchActionRoutes } from './matchActions.ts';
import { matchRoutes } from './matches.ts';
import { matchmakingRoutes } from './matchmaking.ts';
import { momentRoutes } from './moments.ts';
import { muteRoutes } from './mutes.ts';
import { notificationRoutes } from './notifications.ts';
import { openApiRoutes } from './openapi.ts';
import { OperatorGate } from './operator.ts';
import { operatorPageRoutes } from './operatorPage.ts';
import { partyRoutes } from './parties.ts';
import { playerRoutes } from './players.ts';
import { pushSubscriptionRoutes } from './pushSubscriptions.ts';
import { notesOf } from './requestNotes.ts';
import type { Route } from './route.ts';
import { routerOf } from './router.ts';
import type { HttpServices } from './services.ts';
import { ticketRoutes } from './tickets.ts';
import { Waiters } from './waiters.ts';

/** The HTTP side, to be mounted in this order: `edge`, whatever others serve, `routes`, `end`. */
export interface Http {
  /** First of all: request ids, log, headers, limits. */
  edge: Router;
  /** Every route of ours. */
  routes: Router;
  /** Last of all: 404, and errors as problems. */
  end: [RequestHandler, ErrorRequestHandler];
  /** Lets only the operator through: for pages that others serve. */
  requireOperator: RequestHandler;
  /** What everything comes through. Give it what answers, and let it listen. */
  door: Door;
  /** What `routes` serves, as data. */
  served: readonly Route[];
  /** Ends all long-polls: the process is going down. */
  close(): void;
}

/** Builds the HTTP side out of what it needs. @throws Error when two routes are the same: a game's may be another's */
export function createHttp(services: HttpServices): Http {
  const limits = new Limits(services);
  const operator = new OperatorGate(services.operatorPassword, services);
  const waiters = new Waiters();
  const served: Route[] = [
    ...playerRoutes(services),
    ...muteRoutes(services),
    ...companionRoutes(services),
    ...matchmakingRoutes(services),
    ...ticketRoutes(services, waiters),
    ...partyRoutes(services.parties),
    ...matchRoutes(services, waiters),
    ...matchActionRoutes(services),
    ...momentRoutes(services),
    ...gamesRoutes(services.games.values()),
    ...gameRoutes(services.games.values(), services),
    ...leaderboardRoutes(services),
    ...pushSubscriptionRoutes(services), // before those with an id in their place
    ...notificationRoutes(services, waiters, limits),
    ...buttonRoutes(services, waiters),
    ...feedbackRoutes(services, limits),
    ...feedbackPageRoutes(services, limits),
    ...operatorPageRoutes(services),
    ...healthRoutes(services),
    ...openApiRoutes(() => served),
  ];
  refuseTwins(served);
  const routes = express.Router();
  routes.use(routerOf(served, { ...services, limits, operator }), docsPages());
  return {
    edge: edge(services, limits),
    routes,
    end: end(services),
    requireOperator: async (request, response, next) => {
      await operator.check(request, notesOf(response).address);
      next();
    },
    door: new Door({ ...services, limits }),
    served,
    close: () => waiters.close(),
  };
}

function refuseTwins(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const { method, path } of routes) {
    const one = `${method.toUpperCase()} ${path}`;
    if (seen.has(one)) throw new Error(`${one} is served twice: give a game's route another path`);
    seen.add(one);
  }
}
