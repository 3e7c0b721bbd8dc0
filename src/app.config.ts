import { fileURLToPath } from 'node:url';
import { defineRoom, defineServer, matchMaker } from '@colyseus/core';
import { monitor } from '@colyseus/monitor';
import type { Config } from './config.ts';
import type { Deps } from './deps/deps.ts';
import { arena } from './games/arena/arena.ts';
import { holdem, holdemTelling } from './games/holdem/holdem.ts';
import { relay } from './games/relay/relay.ts';
import { appPages } from './http/appPages.ts';
import { createHttp } from './http/http.ts';
import { Upgrades } from './http/Upgrades.ts';
import { after } from './lib/after.ts';
import { Arrivals } from './rooms/Arrivals.ts';
import { frameworkLog } from './rooms/frameworkLog.ts';
import { gameRooms } from './rooms/gameRooms.ts';
import { lobbyDoor } from './rooms/LobbyDoor.ts';
import { lobbyRoom } from './rooms/LobbyRoom.ts';
import { ParlorTransport, type TransportNeeds } from './rooms/ParlorTransport.ts';
import { matchmaking, restrictPublicMethods } from './rooms/publicMethods.ts';
import { arenaMaker } from './schema/arena.ts';
import { holdemMaker } from './schema/holdem.ts';
import { relayMaker } from './schema/relay.ts';
import { hosted } from './table/hosting.ts';

/** Every game of this server: a new one is its folder, its schema file and a line here. */
export const games = {
  relay: hosted(relay, relayMaker),
  holdem: hosted(holdem, holdemMaker),
  arena: hosted(arena, arenaMaker),
};

/** The same as they are configured. */
export function gamesOf({ holdemReveal }: Pick<Config, 'holdemReveal'>): typeof games {
  return { ...games, holdem: hosted(holdemTelling(holdemReveal), holdemMaker) };
}

/**
 * Connections that wait to be taken: who finds no place waits for seconds. The system may allow fewer (`somaxconn`).
 */
const BACKLOG = 4096;
const webFolder = fileURLToPath(new URL('../web/dist', import.meta.url));

/** The server: every room, route and page. */
export function createApp(config: Config, deps: Deps) {
  const arrivals = new Arrivals({ after });
  const http = createHttp({ ...deps.http, matchmake: matchmaking(arrivals) });
  const { door } = http;
  // What the page must know before it asks anything, so that nothing on it moves when the answer comes.
  const client = appPages(webFolder, {
    'parlor-games': Object.keys(games).join(' '),
    'parlor-attract': config.attractTable ? 'on' : 'off',
  });
  const upgrades = new Upgrades(deps.upgrades);
  const admits: TransportNeeds['admits'] = (...upgrade) => upgrades.admits(...upgrade);
  const transport = new ParlorTransport(
    { ...deps, arrivals, admits },
    { server: door, maxPayload: 16 * 1024 },
  );
  const lobby = lobbyDoor(deps.lobby);
  restrictPublicMethods(deps.lobby.ownerOfToken, lobby);

  const server = defineServer({
    rooms: {
      lobby: defineRoom(lobbyRoom({ ...deps.lobby, door: lobby })),
      ...gameRooms(gamesOf(config), deps.gameRooms),
    },
    transport,
    ...deps.framework,
    ...(config.publicAddress === undefined ? {} : { publicAddress: config.publicAddress }),
    logger: frameworkLog(deps),
    greet: false,
    gracefullyShutdown: false,
    express(app) {
      door.answer = app;
      app.disable('x-powered-by');
      app.use(http.edge, client.nameBuild);
      app.use('/auth', deps.authRoutes);
      app.get('/', (_request, response) => response.redirect('app')); // whatever stands before it
      app.use('/app', client.pages);
      app.use('/monitor', http.requireOperator, monitor());
      app.use(http.routes);
      app.use(http.end);
    },
  });

  return {
    server,
    /** Listens, and resolves with the port. @throws when the port is taken */
    async listen(): Promise<number> {
      const failed = new Promise<never>((_, reject) => door.once('error', reject));
      await matchMaker.onReady;
      matchMaker.presence.setMaxListeners(0); // everybody who asks for a lobby at once waits for it to be opened
      // Alone, before anybody can ask: players of these matches are to find them. With others, once they can see us.
      if (!config.redisUrl) await deps.recovery.sweep();
      await Promise.race([server.listen(config.port, config.host, BACKLOG), failed]);
      await deps.start();
      const address = door.address();
      return typeof address === 'object' && address ? address.port : config.port;
    },
    /** Tells clients, closes rooms and sockets. */
    async close(): Promise<void> {
      door.close(); // who comes now is sent to another process
      http.close();
      await server.gracefullyShutdown(false);
      upgrades.close();
      door.closeAllConnections();
    },
  };
}

/** The server's type, for clients that infer rooms and messages from it. */
export type ParlorServer = ReturnType<typeof createApp>['server'];
