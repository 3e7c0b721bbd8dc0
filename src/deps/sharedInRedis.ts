import { randomUUID } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { Health } from '../http/services.ts';
import { within } from '../lib/within.ts';
import { FORMAT } from '../match/matchStore.ts';
import { BackedMatchStore } from '../persistence/backedMatchStore.ts';
import type { BackupState } from '../persistence/backupWriter.ts';
import { PackedMatchStore } from '../persistence/packedMatchStore.ts';
import { sealedBy } from '../persistence/packing.ts';
import { PostgresMatchStore } from '../persistence/postgres/postgresMatchStore.ts';
import { closeRedis, connectRedis } from '../persistence/redis/connectRedis.ts';
import { ParlorDriver } from '../persistence/redis/ParlorDriver.ts';
import { ParlorPresence } from '../persistence/redis/ParlorPresence.ts';
import { RedisButton } from '../persistence/redis/redisButton.ts';
import { RedisChat } from '../persistence/redis/redisChat.ts';
import { RedisDirectory } from '../persistence/redis/redisDirectory.ts';
import { RedisLease } from '../persistence/redis/redisLease.ts';
import { RedisLiveness } from '../persistence/redis/redisLiveness.ts';
import { RedisMatchStore } from '../persistence/redis/redisMatchStore.ts';
import { RedisPlaces } from '../persistence/redis/redisPlaces.ts';
import { RedisPresence } from '../persistence/redis/redisPresence.ts';
import { type Probed, RedisProbe } from '../persistence/redis/redisProbe.ts';
import { RedisQueue } from '../persistence/redis/redisQueue.ts';
import { RedisRanks } from '../persistence/redis/redisRanks.ts';
import { RedisUpdates } from '../persistence/redis/redisUpdates.ts';
import { healthBy } from './healthBy.ts';
import { keysOf, type Shared, type SharedOptions } from './shared.ts';

/** A store is asked for so long, in ms; who asked is told to try again then. */
const ANSWER_WITHIN_MS = 2000;

/** For many processes. Running matches are in Redis and in Postgres. */
export function sharedInRedis(
  url: string,
  {
    prefix,
    address,
    region,
    probed,
    ...options
  }: SharedOptions & { prefix: string; address: string; region: string; probed: Probed },
): Shared {
  const { database, ownId, sealer, writing, countdownMs, now, log } = options;
  const redis = connectRedis(url, { log, answerWithinMs: ANSWER_WITHIN_MS });
  const subscriber = connectRedis(url, { log, subscriber: true, answerWithinMs: ANSWER_WITHIN_MS });
  // The framework does not expect failures: what it asks waits however long Redis is away.
  const framework = new ParlorPresence({
    redis: connectRedis(url, { log }),
    subscriber: connectRedis(url, { log, subscriber: true, answerWithinMs: ANSWER_WITHIN_MS }),
    ...{ sealer, log },
  });
  const liveness = new RedisLiveness(redis, { prefix, ownId, address, region, now });
  const driver = new ParlorDriver(connectRedis(url, { log }), {
    prefix,
    ownId,
    alive: (id) => liveness.alive(id),
  });
  const primary = new RedisMatchStore(redis, { prefix, format: FORMAT });
  const backup = new PostgresMatchStore(database, FORMAT);
  const stores = new BackedMatchStore(primary, backup, { now, log });
  /** By both: owners put back what only Redis knew. */
  const running = async () => {
    const found = await Promise.all([within(ANSWER_WITHIN_MS, backup.running()), primary.running()]);
    return found.flat().map(({ match }) => match);
  };
  const store = new PackedMatchStore(stores, sealedBy(sealer), writing);
  const queue = new RedisQueue(redis, prefix);
  const lease = (name: string) => new RedisLease(redis, { prefix, name, now: () => performance.now() });
  const probe = new RedisProbe({ redis, subscriber, channel: `${prefix}probe:${randomUUID()}`, probed });
  const presence = new RedisPresence(redis, { prefix, ownId, now });
  return {
    store,
    directory: new RedisDirectory(redis, { prefix, running, now: () => performance.now() }),
    queue,
    presence,
    places: new RedisPlaces(redis, prefix),
    ranks: new RedisRanks(redis, prefix),
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
    matchmaker: lease('matchmaker'),
    button: new RedisButton(redis, { prefix, countdownMs }),
    buttonKeeper: lease('button'),
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
      { everyMs: 5000, failure: 'Redis could not be probed', run: () => probe.send() },
      { everyMs: 10_000, failure: 'presence could not be refreshed', run: () => presence.refresh() },
    ],
    health: async () => ({
      redis: await healthBy(redis.ping(), 'Redis does not answer'),
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
