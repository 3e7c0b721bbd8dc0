import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { MAX_CONNECTIONS } from '../http/Connections.ts';
import { scaledRates } from '../http/limits.ts';
import type { HttpServices } from '../http/services.ts';
import type { Parts } from './parts.ts';

/** What HTTP needs, but for seats in rooms, which the framework gives. */
export function buildHttp(
  config: Config,
  games: HttpServices['games'],
  { stores, players, matches, queue, push, ranking, button, metrics, log }: Parts,
): Omit<HttpServices, 'matchmake' | 'draining'> {
  const { records, preferences, feedback, health } = stores;
  const { presence, counterOf } = stores.shared;
  const { accounts, mutes, budgets, forwarded, auth } = players;
  const { region, operatorPassword, allowedOrigins, publicAddress, trustProxy, rateLimitFactor } = config;
  return {
    ...{ records, preferences, feedback, health, presence, counterOf },
    ...{ accounts, mutes, budgets, forwarded, games, metrics, logger: log },
    authenticate: auth.authenticate,
    authenticateSeated: auth.authenticateSeated,
    notifications: push.notifications,
    ranking,
    scheduled: push.scheduled,
    webPush: push.webPush,
    button: button.button,
    overSockets: config.socketsPercent < 100 ? players.overSockets : undefined,
    live: matches.live,
    matchmaking: queue.service,
    passes: queue.passes,
    parties: queue.parties,
    leaveAll: queue.leaveAll,
    now: Date.now,
    pause: async (ms) => void (await pause(ms)),
    ...{ region, operatorPassword, allowedOrigins, publicAddress, trustProxy },
    rateLimits: scaledRates(rateLimitFactor),
    connectionsOfAddress: Math.max(1, Math.round(MAX_CONNECTIONS * rateLimitFactor)),
  };
}
