import { matchMaker } from '@colyseus/core';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { TableState } from '../games/game.ts';
import type { Health } from '../http/services.ts';
import { Sealer } from '../lib/sealer.ts';
import type { MatchOf } from '../match/matchOf.ts';
import { stateHash } from '../match/stateHash.ts';
import { newRating } from '../matchmaking/rating.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { openDatabase } from '../persistence/dataSource.ts';
import { startEmbeddedPostgres } from '../persistence/embedded/embeddedPostgres.ts';
import { startUpkeep } from '../persistence/embedded/upkeep.ts';
import { keptSecret } from '../persistence/keptSecret.ts';
import { eraseLeft, eraseNames } from '../persistence/postgres/erasePlayer.ts';
import { PostgresAccounts } from '../persistence/postgres/postgresAccounts.ts';
import { PostgresButton } from '../persistence/postgres/postgresButton.ts';
import { PostgresFeedback } from '../persistence/postgres/postgresFeedback.ts';
import { PostgresJobs } from '../persistence/postgres/postgresJobs.ts';
import { PostgresMatchRecords } from '../persistence/postgres/postgresMatchRecords.ts';
import { PostgresMutes } from '../persistence/postgres/postgresMutes.ts';
import { PostgresNotifications } from '../persistence/postgres/postgresNotifications.ts';
import { PostgresParties } from '../persistence/postgres/postgresParties.ts';
import { PostgresPreferences } from '../persistence/postgres/postgresPreferences.ts';
import { PostgresPushSubscriptions } from '../persistence/postgres/postgresPushSubscriptions.ts';
import { PostgresQueueHistory } from '../persistence/postgres/postgresQueueHistory.ts';
import { PostgresScheduled, SEND_QUEUE } from '../persistence/postgres/postgresScheduled.ts';
import { PostgresRatingPages } from '../persistence/postgres/ratingPages.ts';
import type { Probed } from '../persistence/redis/redisProbe.ts';
import { healthBy } from './healthBy.ts';
import type { SharedOptions } from './shared.ts';
import { sharedInMemory } from './sharedInMemory.ts';
import { sharedInRedis } from './sharedInRedis.ts';

export type Stores = Awaited<ReturnType<typeof openStores>>;

/** Connections to a Postgres of its own, per process. */
const POOL_SIZE = 10;

/** A year. */
const LONG_S = 365 * 24 * 60 * 60;

/** Web push may be lost: what it says is in the inbox. */
const ONCE_OR_TWICE = { retryLimit: 3, retryDelay: 5, retryDelayMax: 60, retentionSeconds: 24 * 60 * 60 };

/** Who is to be pushed something is found in one queue, and pushed it in the other. */
export const PLAN_QUEUE = 'web_push_plan';
export const PUSH_QUEUE = 'web_push';

/** What is done later. */
const QUEUES = {
  // Whatever happens meanwhile, it is sent once somebody can.
  [SEND_QUEUE]: {
    ...{ atOnce: 4, expireInSeconds: 15, retryLimit: 1_000_000, retryDelay: 1, retryDelayMax: 60 },
    retentionSeconds: LONG_S,
  },
  [PLAN_QUEUE]: { ...ONCE_OR_TWICE, atOnce: 20, expireInSeconds: 30 },
  [PUSH_QUEUE]: { ...ONCE_OR_TWICE, atOnce: 20, expireInSeconds: 60 },
};

/** Opens everything that is kept: the database, what processes share, and the secrets they share it under. */
export async function openStores(
  config: Config,
  log: Logger,
  metrics: Pick<Metrics, 'jobs' | 'stores' | 'redis'>,
) {
  const now = Date.now;
  const onFailure = (error: Error) => {
    log.fatal({ err: error }, 'the embedded Postgres died');
    process.exit(1); // nothing can be stored: better gone, and started again, than lying
  };
  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres(config.dataDir, { onFailure });
  const poolSize = embedded ? 1 : POOL_SIZE;
  const database = await openDatabase(config.databaseUrl ?? embedded?.url ?? '', { poolSize, log });
  const stopUpkeep = embedded ? startUpkeep(database, log) : null;
  const jwtSecret = config.jwtSecret ?? (await keptSecret(config.dataDir));
  const sealer = new Sealer({
    current: config.sealingSecret ?? jwtSecret,
    old: config.oldSealingSecrets,
  });
  const hashOf = (state: unknown) => stateHash(state as TableState);
  const ownId = () => matchMaker.processId;
  const countdownMs = config.buttonCountdownS * 1000;
  const isEmbedded = embedded !== null;
  const shared = share(config, {
    ...{ database, embedded: isEmbedded, ownId, sealer, countdownMs, now, log },
    writing: metrics.stores.writing,
    probed: metrics.redis.probed,
  });
  const jobs = new PostgresJobs(database, {
    ...{ queues: QUEUES, embedded: isEmbedded, now, log },
    ...metrics.jobs,
  });
  const matchOf: MatchOf = (player) => shared.directory.of(player);
  return {
    jwtSecret,
    sealer,
    shared,
    matchOf,
    /** This process. Known only once the framework is up. */
    ownId,
    accounts: new PostgresAccounts(database),
    records: new PostgresMatchRecords(database, {
      ...{ newRating, hashOf, now, sealer },
      placeOf: (game, player) => shared.ranks.place(game, player),
    }),
    ratingPages: new PostgresRatingPages(database),
    preferences: new PostgresPreferences(database),
    history: new PostgresQueueHistory(database),
    feedback: new PostgresFeedback(database),
    parties: new PostgresParties(database),
    mutes: new PostgresMutes(database, now),
    notifications: new PostgresNotifications(database, { embedded: isEmbedded, now }),
    scheduled: new PostgresScheduled(database, jobs, now),
    pushSubscriptions: new PostgresPushSubscriptions(database),
    jobs,
    button: new PostgresButton(database, { embedded: isEmbedded }),
    /** Takes away what was stored of players just after they were deleted. */
    eraseLeft: () => eraseLeft(database, now()),
    /** Takes names of players who are gone out of the records. */
    eraseNames: () => eraseNames(database, hashOf),
    /** How everything is that must answer before players may come, by name. */
    async health(): Promise<Record<string, Health>> {
      const [ok, others] = await Promise.all([
        healthBy(database.query('SELECT 1'), 'the database does not answer'),
        shared.health(),
      ]);
      return { database: ok, ...others };
    },
    /** Stores what is on its way, and closes everything. */
    async close(): Promise<void> {
      await shared.stop();
      await jobs.stop();
      await stopUpkeep?.();
      await database.destroy();
      await embedded?.stop();
    },
  };
}

function share(
  { redisUrl, redisPrefix: prefix, region, ...config }: Config,
  options: SharedOptions & { probed: Probed },
) {
  if (!redisUrl) return sharedInMemory(options);
  const address = `${reachableAt(config.host)}:${config.port}`;
  if (isEveryInterface(config.host))
    options.log.warn(
      { address },
      'other processes reach this one on this machine alone: HOST says another address',
    );
  return sharedInRedis(redisUrl, { ...options, prefix, address, region });
}

function isEveryInterface(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** Where other processes reach this one. */
function reachableAt(host: string): string {
  if (isEveryInterface(host)) return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
