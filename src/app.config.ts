import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { defineRoom, defineServer, matchMaker } from '@colyseus/core';
import { monitor } from '@colyseus/monitor';
import { WebSocketTransport } from '@colyseus/ws-transport';
import compression from 'compression';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { relay } from './games/relay/relay.ts';
import { appPages } from './http/appPages.ts';
import { forwardUpgrades } from './http/forwardUpgrade.ts';
import { createHttp } from './http/http.ts';
import { gameRooms } from './rooms/gameRooms.ts';
import { hosted } from './rooms/hosting.ts';
import { lobbyRoom } from './rooms/LobbyRoom.ts';
import { restrictPublicMethods } from './rooms/publicMethods.ts';
import { beforeUpgrade } from './rooms/upgrade.ts';
import { relayMaker } from './schema/relay.ts';

/** Every game of this server: a new one is its folder, its schema file and a line here. */
export const games = { relay: hosted(relay, relayMaker) };

const webFolder = fileURLToPath(new URL('../web/dist', import.meta.url));

/** The server: every room, route and page. */
export function createApp(config: Config, deps: Deps) {
  const http = createHttp(deps.http);
  const httpServer = createServer();
  const transport = new WebSocketTransport({
    server: httpServer,
    maxPayload: 16 * 1024,
    beforeUpgrade: beforeUpgrade(deps.http, deps.recovery, deps.log),
  });
  restrictPublicMethods(deps.lobby.ownerOfToken);
  matchMaker.controller.DEFAULT_CORS_HEADERS = {} as typeof matchMaker.controller.DEFAULT_CORS_HEADERS;
  matchMaker.controller.getCorsHeaders = http.corsHeaders;

  const server = defineServer({
    rooms: {
      lobby: defineRoom(lobbyRoom(deps.lobby)),
      ...gameRooms(games, deps.gameRooms),
    },
    transport,
    ...deps.framework,
    ...(config.publicAddress === undefined ? {} : { publicAddress: config.publicAddress }),
    logger: deps.log,
    greet: false,
    gracefullyShutdown: false,
    express(app) {
      app.disable('x-powered-by');
      app.use(http.edge);
      app.use('/auth', deps.authRoutes);
      app.get('/', (_request, response) => response.redirect('/app'));
      app.use('/app', compression(), appPages(webFolder));
      app.use('/monitor', http.requireOperator, monitor());
      app.use(http.routes);
      app.use(http.end);
    },
  });

  let forwarding: { close(): void } | undefined;
  return {
    server,
    /** Listens, and resolves with the port. @throws when the port is taken */
    async listen(): Promise<number> {
      const failed = new Promise<never>((_, reject) => httpServer.once('error', reject));
      await matchMaker.onReady;
      // Alone, before anybody can ask: players of these matches are to find them. With others, once they can see us.
      if (!config.redisUrl) await deps.recovery.sweep();
      await Promise.race([server.listen(config.port, config.host), failed]);
      forwarding = forwardUpgrades(httpServer, deps.socketPlace);
      http.guard(httpServer);
      await deps.start();
      const address = httpServer.address();
      return typeof address === 'object' && address ? address.port : config.port;
    },
    /** Tells clients, closes rooms and sockets. */
    async close(): Promise<void> {
      httpServer.close(); // who comes now is sent to another process
      http.close();
      await server.gracefullyShutdown(false);
      forwarding?.close();
      httpServer.closeAllConnections();
    },
  };
}

/** The server's type, for clients that infer rooms and messages from it. */
export type ParlorServer = ReturnType<typeof createApp>['server'];
