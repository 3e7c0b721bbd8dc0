import { Redis } from 'ioredis';
import { Client } from 'pg';

/** What was written to the stores so far, in bytes. */
export interface Written {
  /** That Redis was sent: commands and their arguments. */
  redis: number;
  /** Of Postgres' write-ahead log. */
  postgres: number;
}

/** Redis and Postgres, as somebody sees them who only looks. */
export class Stores {
  readonly #redis: Redis;
  readonly #postgres: Client;

  private constructor(redis: Redis, postgres: Client) {
    this.#redis = redis;
    this.#postgres = postgres;
  }

  /** @throws Error when one does not answer */
  static async open(redisUrl: string, databaseUrl: string): Promise<Stores> {
    const redis = new Redis(redisUrl, { lazyConnect: true });
    redis.on('error', () => {}); // who asks is told
    const postgres = new Client(databaseUrl);
    postgres.on('error', () => {});
    await Promise.all([redis.connect(), postgres.connect()]);
    return new Stores(redis, postgres);
  }

  async written(): Promise<Written> {
    const [info, { rows }] = await Promise.all([
      this.#redis.info('stats'),
      this.#postgres.query("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS bytes"),
    ]);
    const sent = /^total_net_input_bytes:(\d+)/m.exec(info)?.[1];
    return { redis: Number(sent), postgres: Number(rows[0].bytes) };
  }

  /** What decides how much storing costs, as the stores say it themselves. */
  async settings(): Promise<string[]> {
    const show = async (name: string) => {
      const { rows } = await this.#postgres.query(`SHOW ${name}`);
      return `${name} ${rows[0][name]}`;
    };
    const config = async (name: string) =>
      `${name} ${((await this.#redis.config('GET', name)) as string[])[1]}`;
    return [
      `Postgres: ${(await Promise.all([await show('fsync'), await show('synchronous_commit')])).join(', ')}`,
      `Redis: ${(await Promise.all([config('appendonly'), config('appendfsync')])).join(', ')}`,
    ];
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
    await this.#postgres.end();
  }
}

export async function storeSettings(redisUrl: string, databaseUrl: string): Promise<string[]> {
  const stores = await Stores.open(redisUrl, databaseUrl);
  const settings = await stores.settings();
  await stores.close();
  return settings;
}
