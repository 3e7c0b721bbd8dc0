import type { ServerOptions } from '@colyseus/core';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import type { Health } from '../http/services.ts';
import type { CounterOf } from '../lib/rateLimit.ts';
import type { Sealer } from '../lib/sealer.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { Liveness } from '../match/liveness.ts';
import { FORMAT, type MatchStore } from '../match/matchStore.ts';
import type { Lease } from '../matchmaking/lease.ts';
import type { TicketQueue } from '../matchmaking/ticketQueue.ts';
import { BackedMatchStore } from '../persistence/backedMatchStore.ts';
import type { BackupState } from '../persistence/backupWriter.ts';
import { MemoryDirectory } from '../persistence/memory/memoryDirectory.ts';
import { MemoryLease } from '../persistence/memory/memoryLease.ts';
import { MemoryLiveness } from '../persistence/memory/memoryLiveness.ts';
import { MemoryPresence } from '../persistence/memory/memoryPresence.ts';
import { MemoryUpdates } from '../persistence/memory/memoryUpdates.ts';
import { PackedMatchStore } from '../persistence/packedMatchStore.ts';
import { sealedBy } from '../persistence/packing.ts';
import { PostgresMatchStore } from '../persistence/postgres/postgresMatchStore.ts';
import { PostgresQueue } from '../persistence/postgres/postgresQueue.ts';
import { closeRedis, connectRedis } from '../persistence/redis/connectRedis.ts';
import { ParlorDriver } from '../persistence/redis/ParlorDriver.ts';
import { ParlorPresence } from '../persistence/redis/ParlorPresence.ts';
import { RedisChat } from '../persistence/redis/redisChat.ts';
import { RedisDirectory } from '../persistence/redis/redisDirectory.ts';
import { RedisLease } from '../persistence/redis/redisLease.ts';
import { RedisLiveness } from '../persistence/redis/redisLiveness.ts';
import { RedisMatchStore } from '../persistence/redis/redisMatchStore.ts';
import { RedisPresence } from '../persistence/redis/redisPresence.ts';
import { RedisQueue } from '../persistence/redis/redisQueue.ts';
import { RedisUpdates } from '../persistence/redis/redisUpdates.ts';
import type { ChatLog } from '../players/chatLog.ts';
import { LocalChat } from '../players/localChat.ts';
import type { Presence } from '../players/presence.ts';
import type { PlayerUpdates } from '../players/updates.ts';

/** What the processes of one deployment share: in this process's memory when it is the only one, or in Redis. */
export interface Shared {
  store: MatchStore;
  directory: MatchDirectory;
  queue: TicketQueue;
  presence: Presence;
  updates: PlayerUpdates;
  /** Of the lobby. */
  chat: ChatLog;
  /** Where chat rates are counted. */
  counterOf: CounterOf | undefined;
  liveness: Liveness;
  /** Held by the process that makes matches. */
  matchmaker: Lease;
  /** What the framework itself shares. */
  framework: Pick<ServerOptions, 'driver' | 'presence'>;
  /** Takes a room's listing away from the process that had it; null where there is no other process. */
  evict: ((room: string) => Promise<void>) | null;
  /** Whether a room of another process can be asked. */
  isHeard(room: string): Promise<boolean>;
  /** What is to be done again and again so that others know of us and nothing is forgotten. */
  chores: readonly Chore[];
  health(): Promise<Record<string, Health>>;
  /** How far Postgres is behind with running matches. Never where they are there alone. */
  backup(): BackupState;
  /** Stores what is on its way, and closes connections. */
  stop(): Promise<void>;
}

export interface Chore {
  everyMs: number;
  /** What the log says when it fails. */
  failure: string;
  run(): Promise<void>;
}

export interface SharedOptions {
  database: DataSource;
  /** It is the embedded one. */
  embedded: boolean;
  /** This process. Known only once the framework is up. */
  ownId(): string;
  /** Seals what is stored of running matches. */
  sealer: Sealer;
  /** Epoch ms. */
  now(): number;
  log: {
    info(context: object, message: string): void;
    warn(context: object, message: string): void;
  };
}

/** For one process: running matches in its database, everything else in memory. */
export function sharedInMemory({ database, embedded, ownId, sealer, now }: SharedOptions): Shared {
  const postgres = new PostgresMatchStore(database, FORMAT, { embedded });
  const store = new PackedMatchStore(postgres, sealedBy(sealer));
  return {
    store,
    directory: new MemoryDirectory(),
    queue: new PostgresQueue(database),
    presence: new MemoryPresence(now),
    updates: new MemoryUpdates(),
    chat: new LocalChat(),
    counterOf: undefined,
    liveness: new MemoryLiveness(ownId),
    matchmaker: new MemoryLease(now),
    framework: {},
    evict: null,
    isHeard: async () => true,
    chores: [],
    health: async () => ({ sealing: keysOf(store) }),
    backup: () => ({ behind: 0, since: null }),
    stop: async () => {},
  };
}

/** A store is asked for so long, in ms; who asked is told to try again then. */
const ANSWER_WITHIN_MS = 2000;

/** For many processes. Running matches are in Redis and in Postgres. */
export function sharedInRedis(
  url: string,
  {
    prefix,
    address,
    region,
    ...options
  }: SharedOptions & { prefix: string; address: string; region: string },
): Shared {
  const { database, ownId, sealer, now, log } = options;
  const redis = connectRedis(url, { log, answerWithinMs: ANSWER_WITHIN_MS });
  const subscriber = connectRedis(url, { log, subscriber: true, answerWithinMs: ANSWER_WITHIN_MS });
  // The framework does not expect failures: what it asks waits however long Redis is away.
  const framework = new ParlorPresence({
    redis: connectRedis(url, { log }),
    subscriber: connectRedis(url, { log, subscriber: true, answerWithinMs: ANSWER_WITHIN_MS }),
    log,
  });
  const liveness = new RedisLiveness(redis, { prefix, ownId, address, region, now });
  const driver = new ParlorDriver(connectRedis(url, { log }), {
    prefix,
    ownId,
    alive: (id) => liveness.alive(id),
  });
  const stores = new BackedMatchStore(
    new RedisMatchStore(redis, { prefix, format: FORMAT }),
    new PostgresMatchStore(database, FORMAT),
    { now, log },
  );
  const store = new PackedMatchStore(stores, sealedBy(sealer));
  const queue = new RedisQueue(redis, prefix);
  const presence = new RedisPresence(redis, { prefix, ownId, now });
  return {
    store,
    directory: new RedisDirectory(redis, prefix),
    queue,
    presence,
    updates: new RedisUpdates({ redis, subscriber, prefix, log }),
    chat: new RedisChat({ redis, subscriber, prefix, log }),
    counterOf: (name, { points, seconds: duration }) =>
      new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: prefix + name,
        points,
        duration,
        insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration }),
      }),
    liveness,
    matchmaker: new RedisLease(redis, { prefix, name: 'matchmaker', now: () => performance.now() }),
    framework: { driver, presence: framework },
    evict: (room) => driver.evict(room),
    isHeard: (room) => framework.isHeard(`$${room}`),
    chores: [
      {
        everyMs: 1000,
        failure: 'others cannot be told that this process lives',
        run: () => liveness.beat(),
      },
      { everyMs: 2000, failure: 'waiting tickets could not be refreshed', run: () => queue.refresh() },
      { everyMs: 10_000, failure: 'presence could not be refreshed', run: () => presence.refresh() },
    ],
    health: async () => ({
      redis: await redis.ping().then(
        () => ({ ok: true }),
        () => ({ ok: false, message: 'Redis does not answer' }),
      ),
      backup: healthOf(stores.backup),
      sealing: keysOf(store),
    }),
    backup: () => stores.backup,
    async stop() {
      await stores.settled();
      await Promise.all([closeRedis(redis), closeRedis(subscriber)]);
    },
  };
}

/** Matches go on by Redis alone while Postgres is behind, so players may come. */
function healthOf({ behind, since }: BackupState): Health {
  if (since === null) return { ok: true };
  const message = `${behind} running matches are behind in Postgres`;
  return {
    ok: false,
    optional: true,
    message,
    details: { behind, since: new Date(since).toISOString() },
  };
}

/** Matches that cannot be opened here are lost; players of others may come. */
function keysOf({ unknownKeys }: PackedMatchStore): Health {
  if (unknownKeys.length === 0) return { ok: true };
  const message = 'running matches were sealed under keys that are not known: SEALING_SECRETS_OLD';
  return { ok: false, optional: true, message, details: { unknown_keys: unknownKeys } };
}
