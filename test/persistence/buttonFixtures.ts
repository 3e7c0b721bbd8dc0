import type { DataSource } from 'typeorm';
import type { ButtonOrder, ButtonStore } from '../../src/button/push.ts';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { MemoryButton } from '../../src/persistence/memory/memoryButton.ts';
import { MemoryUpdates } from '../../src/persistence/memory/memoryUpdates.ts';
import { PostgresAccounts } from '../../src/persistence/postgres/postgresAccounts.ts';
import { PostgresButton } from '../../src/persistence/postgres/postgresButton.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisButton } from '../../src/persistence/redis/redisButton.ts';
import { RedisUpdates } from '../../src/persistence/redis/redisUpdates.ts';
import type { Updates } from '../../src/players/updates.ts';
import { COUNTDOWN_MS, fakeButton } from '../button/fakeButton.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';
import { newId } from './stores.ts';

/** A place that orders pushes, as a test hurts it. */
interface OrderFixture {
  /** As a process of its own has it. */
  open(): Promise<{ order: ButtonOrder; updates: Updates }>;
  now(): Promise<number>;
  /** So many ms pass. */
  elapse(ms: number): Promise<void>;
  /** It loses everything. */
  lose(): Promise<void>;
  /** It comes back as it was before its last push, as from an old file. */
  rewind(): Promise<void>;
  /** It forgets what became of every request. */
  forgetRequests(): Promise<void>;
  close(): Promise<void>;
}

const ORDERS: Record<string, () => Promise<OrderFixture>> = {
  memory: async () => {
    const clock = { now: Date.now() };
    const updates = new MemoryUpdates();
    const fresh = () => new MemoryButton({ updates, countdownMs: COUNTDOWN_MS, now: () => clock.now });
    let current = fresh();
    const order: ButtonOrder = {
      knownSince: () => current.knownSince(),
      head: () => current.head(),
      push: (push) => current.push(push),
      begin: (beginning) => current.begin(beginning),
      tail: (limit) => current.tail(limit),
      settle: (upTo) => current.settle(upTo),
      disown: (push) => current.disown(push),
      forget: (epoch) => current.forget(epoch),
    };
    return {
      open: async () => ({ order, updates }),
      now: async () => clock.now,
      async elapse(ms) {
        clock.now += ms;
      },
      async lose() {
        current = fresh();
      },
      rewind: () => Promise.reject(new Error('it has no file')),
      async forgetRequests() {
        clock.now += 11 * 60_000;
      },
      close: async () => {},
    };
  },
  Redis: async () => {
    const { url } = await sharedRedis();
    const prefix = freshPrefix();
    const own = quietRedis(url);
    const opened = [own];
    const remove = async (pattern: string) => {
      const keys = await own.keys(`${prefix}${pattern}`);
      if (keys.length > 0) await own.del(keys);
    };
    return {
      async open() {
        const redis = quietRedis(url);
        const subscriber = quietRedis(url, { subscriber: true });
        opened.push(redis, subscriber);
        return {
          order: new RedisButton(redis, { prefix, countdownMs: COUNTDOWN_MS }),
          updates: new RedisUpdates({ redis, subscriber, prefix, log: { warn() {} } }),
        };
      },
      async now() {
        const [seconds, micros] = await own.time();
        return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
      },
      // Its clock cannot be set: what it knows of is made older.
      async elapse(ms) {
        for (const field of ['at', 'ends', 'started']) await own.hincrby(`${prefix}button`, field, -ms);
        const log = `${prefix}button:log`;
        const entries = await own.xrange(log, '-', '+');
        await own.del(log);
        for (const [id, fields] of entries) {
          const [at = '', number = ''] = id.split('-');
          await own.xadd(log, `${Number(at) - ms}-${number}`, ...fields);
        }
      },
      lose: () => remove('*'),
      async rewind() {
        await own.hincrby(`${prefix}button`, 'version', -1);
        await remove('button:request:*');
      },
      forgetRequests: () => remove('button:request:*'),
      close: async () => void (await Promise.all(opened.map(closeRedis))),
    };
  },
};

const DATABASES: Record<string, () => Promise<{ database: DataSource; embedded: boolean }>> = {
  'embedded Postgres': async () => ({ database: await freshEmbedded(), embedded: true }),
  'real Postgres': async () => ({
    database: await openDatabase(await freshPostgres(), { poolSize: 5 }),
    embedded: false,
  }),
};

/** A store that a test takes away, or stops in the middle. */
class Gate implements ButtonStore {
  readonly #store: ButtonStore;
  away = false;
  /** What is stored waits for this. */
  opened: Promise<void> = Promise.resolve();

  constructor(store: ButtonStore) {
    this.#store = store;
  }

  async store(...[pushes]: Parameters<ButtonStore['store']>) {
    this.#answer();
    await this.opened;
    return this.#store.store(pushes);
  }

  async missing(...[pushes]: Parameters<ButtonStore['missing']>) {
    this.#answer();
    return this.#store.missing(pushes);
  }

  async begin(...[after, since]: Parameters<ButtonStore['begin']>) {
    this.#answer();
    return this.#store.begin(after, since);
  }

  records(...[player]: Parameters<ButtonStore['records']>) {
    return this.#store.records(player);
  }

  sweep(...[before]: Parameters<ButtonStore['sweep']>) {
    return this.#store.sweep(before);
  }

  #answer(): void {
    if (this.away) throw new Error('Connection terminated');
  }
}

/** Everything that a button is over, real but for its clock. */
export async function openWorld(order: string, database: string) {
  const orders = await ORDERS[order]?.();
  const opened = await DATABASES[database]?.();
  if (!orders || !opened) throw new Error(`no ${order} over ${database}`);
  const { database: source, embedded } = opened;
  const accounts = new PostgresAccounts(source);
  return {
    orders,
    database: source,
    accounts,
    /** One process of several. Each believes that the lease is its own: nothing may be lost or doubled by that. */
    async process() {
      const store = new Gate(new PostgresButton(source, { embedded }));
      const { order, updates } = await orders.open();
      const one = fakeButton({ order, updates, store });
      await one.listening;
      return { ...one, store };
    },
    async player(name: string): Promise<string> {
      const id = newId();
      await accounts.create({ id, name });
      return id;
    },
    /** What is stored, in its order. */
    async rows(): Promise<{ epoch: number; version: number; player: string; request_id: string }[]> {
      return source.query(`SELECT epoch::int, version::int, player, request_id FROM button_pushes
        ORDER BY epoch, version`);
    },
    async close(): Promise<void> {
      await orders.close();
      if (!embedded) await source.destroy();
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;
export type Process = Awaited<ReturnType<World['process']>>;

/** Every order over every database. */
export const PAIRS = Object.keys(ORDERS).flatMap((order) =>
  Object.keys(DATABASES).map((database) => [order, database] as const),
);
