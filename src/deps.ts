import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import { type Logger, pino } from 'pino';
import { createAuth } from './auth/auth.ts';
import { refuseBanned } from './auth/authenticate.ts';
import { CachedAccounts } from './auth/cachedAccounts.ts';
import type { Config } from './config.ts';
import type { Game } from './games/game.ts';
import type { HttpServices } from './http/services.ts';
import { Random } from './lib/random.ts';
import { defaultPolicy } from './matchmaking/matcher.ts';
import { newRating, rated } from './matchmaking/rating.ts';
import { MatchmakingService } from './matchmaking/service.ts';
import { createMetrics } from './metrics/metrics.ts';
import { openDatabase } from './persistence/dataSource.ts';
import { startEmbeddedPostgres } from './persistence/embedded/embeddedPostgres.ts';
import { startUpkeep } from './persistence/embedded/upkeep.ts';
import { MemoryDirectory } from './persistence/memory/memoryDirectory.ts';
import { MemoryLiveness } from './persistence/memory/memoryLiveness.ts';
import { MemoryPresence } from './persistence/memory/memoryPresence.ts';
import { MemoryTickets } from './persistence/memory/memoryTickets.ts';
import { MemoryUpdates } from './persistence/memory/memoryUpdates.ts';
import { PostgresAccounts } from './persistence/postgres/postgresAccounts.ts';
import { PostgresFeedback } from './persistence/postgres/postgresFeedback.ts';
import { PostgresMatchRecords } from './persistence/postgres/postgresMatchRecords.ts';
import { PostgresMatchStore } from './persistence/postgres/postgresMatchStore.ts';
import { PostgresPreferences } from './persistence/postgres/postgresPreferences.ts';
import { newBot } from './players/bots.ts';
import type { GameRoomNeeds } from './rooms/GameRoom.ts';
import type { LobbyNeeds } from './rooms/LobbyRoom.ts';
import { defaultLifecycle } from './rooms/lifecycle.ts';
import { liveMatches } from './rooms/liveMatches.ts';
import { openTable } from './rooms/openTable.ts';
import { Resuming } from './rooms/Resuming.ts';
import { Recovery } from './rooms/recovery.ts';

export type Deps = Awaited<ReturnType<typeof buildDeps>>;

/** How often the matcher looks at the queue. */
const PASS_EVERY_MS = 1000;

/** How often matches without an owner are looked for. */
const SWEEP_EVERY_MS = 2000;
/** Connections to a Postgres of its own, per process. */
const POOL_SIZE = 10;

/** Builds everything real from the configuration, top to bottom; `stop` takes it down in the reverse order. */
export async function buildDeps(config: Config, games: ReadonlyMap<string, Pick<Game, 'name'>>) {
  const log = pino({ level: config.logLevel, base: { region: config.region } });
  const metrics = createMetrics();
  const onFailure = (error: Error) => {
    log.fatal({ err: error }, 'the embedded Postgres died');
    process.exit(1); // nothing can be stored: better gone, and started again, than lying
  };
  const now = Date.now;
  const random = Random.seeded(randomUUID()); // for bots' names and the like

  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres(config.dataDir, { onFailure });
  const poolSize = embedded ? 1 : POOL_SIZE;
  const database = await openDatabase(config.databaseUrl ?? embedded?.url ?? '', { poolSize, log });
  const stopUpkeep = embedded ? startUpkeep(database, log) : null;
  const accounts = new CachedAccounts(new PostgresAccounts(database), now);
  const records = new PostgresMatchRecords(database, { newRating, now });
  const preferences = new PostgresPreferences(database);
  const feedback = new PostgresFeedback(database);

  const directory = new MemoryDirectory();
  const store = new PostgresMatchStore(database);
  const resuming = new Resuming();
  const presence = new MemoryPresence(now);
  const updates = new MemoryUpdates();
  const tickets = new MemoryTickets();

  const jwtSecret = config.jwtSecret ?? (await keptSecret(config.dataDir));
  const auth = createAuth({ accounts, jwtSecret, now, newId: randomUUID, random });
  const tell = (player: string, type: string, payload: unknown) => updates.publish(player, { type, payload });
  const bot = (taken: readonly { name: string }[]) => newBot(taken, random, randomUUID);
  const ownId = () => matchMaker.processId;
  const liveness = new MemoryLiveness(ownId);
  const recovery = new Recovery({ store, liveness, resuming, process: ownId, log });
  const live = liveMatches({
    directory,
    recovery,
    async identity(player) {
      const account = await accounts.byId(player);
      return account && { id: account.id, name: account.name, guest: account.email === null };
    },
  });
  const matchmaking = new MatchmakingService({
    tickets,
    policies: new Map([...games.keys()].map((game) => [game, defaultPolicy])),
    ratings: (game, players) => records.ratingsIn(game, players),
    matchOf: (player) => directory.of(player),
    goneFor: (player) => presence.goneFor(player),
    openTable: (order) =>
      openTable(order, { directory, live, newBot: bot, newSeed: randomUUID, tell, now, log }),
    tell,
    now,
    newId: randomUUID,
    log,
    waited: (game, seconds) => metrics.queue.waited(game, seconds),
  });

  const gameRooms: GameRoomNeeds = {
    authenticate: auth.authenticate,
    log,
    metrics,
    records,
    rate: rated,
    directory,
    store,
    resuming,
    async mayPlay(player) {
      const account = await accounts.byId(player);
      if (account) refuseBanned(account, now());
    },
    process: ownId,
    lifecycle: defaultLifecycle,
    giveBack: (match, players) => matchmaking.release(match, players),
    newBot: bot,
    now,
    pause: async (ms) => void (await pause(ms)),
  };
  const lobby: LobbyNeeds = {
    authenticate: auth.authenticate,
    log,
    metrics,
    matchmaking,
    presence,
    updates,
    matches: () => live.list(),
    now,
  };
  const http: HttpServices = {
    authenticate: auth.authenticate,
    accounts,
    records,
    live,
    matchmaking,
    preferences,
    feedback,
    presence,
    games,
    async health() {
      const ok = await database.query('SELECT 1').then(
        () => ({ ok: true }),
        () => ({ ok: false, message: 'the database does not answer' }),
      );
      return { database: ok };
    },
    metrics,
    now,
    operatorPassword: config.operatorPassword,
    allowedOrigins: config.allowedOrigins,
    publicAddress: config.publicAddress,
    trustProxy: config.trustProxy,
    logger: log,
  };

  const passing = every(PASS_EVERY_MS, () => matchmaking.pass(), log, 'a matchmaking pass failed');
  const sweeping = every(
    SWEEP_EVERY_MS,
    () => recovery.sweep(),
    log,
    'matches without an owner could not be swept',
  );

  return {
    log,
    authRoutes: auth.routes,
    recovery,
    gameRooms,
    lobby,
    http,
    /** No new tables from here on, and nobody else's matches. */
    drain(): void {
      clearInterval(passing);
      clearInterval(sweeping);
      recovery.stop();
    },
    async stop(): Promise<void> {
      await stopUpkeep?.();
      await database.destroy();
      await embedded?.stop();
    },
  };
}

/** Does something again and again, one at a time; what fails is logged and tried again. */
function every(ms: number, what: () => Promise<void>, log: Logger, failure: string): NodeJS.Timeout {
  let busy = false;
  return setInterval(async () => {
    if (busy) return;
    busy = true;
    await what().catch((error: unknown) => log.error({ err: error }, failure));
    busy = false;
  }, ms);
}

/** Outside production: a secret made once and kept, so that players stay signed in over restarts. */
async function keptSecret(folder: string): Promise<string> {
  const file = join(folder, 'jwt-secret');
  try {
    return await readFile(file, 'utf8');
  } catch {
    await mkdir(folder, { recursive: true });
    const secret = randomBytes(32).toString('hex');
    await writeFile(file, secret, { mode: 0o600 });
    return secret;
  }
}
