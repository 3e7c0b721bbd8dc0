import { inflateRawSync } from 'node:zlib';
import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';

/** Everything that a Redis and a Postgres hold, as somebody reads it who has their disks. */
export class Dump {
  /** Where it was, and what. */
  readonly #found: [place: string, bytes: Buffer][] = [];

  static async of(redis: Redis, database: DataSource): Promise<Dump> {
    const dump = new Dump();
    for (const key of await redis.keys('*')) {
      dump.#add('key', Buffer.from(key));
      for (const value of await valuesOf(redis, key)) dump.#add(key, value);
    }
    const tables: { name: string }[] = await database.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    for (const { name } of tables) {
      for (const row of await database.query(`SELECT * FROM "${name}"`)) {
        for (const [column, value] of Object.entries(row)) {
          const bytes = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value) ?? '');
          dump.#add(`${name}.${column}`, bytes);
        }
      }
    }
    return dump;
  }

  get bytes(): number {
    return this.#found.reduce((sum, [, { length }]) => sum + length, 0);
  }

  /** Where a text is, in clear or in a form that anybody can undo. */
  placesOf(text: string): string[] {
    const forms = [Buffer.from(text), Buffer.from(Buffer.from(text).toString('hex')), ...inBase64(text)];
    return this.#found.flatMap(([place, bytes]) =>
      forms.some((form) => bytes.includes(form)) ? [place] : [],
    );
  }

  #add(place: string, bytes: Buffer): void {
    this.#found.push([place, bytes]);
    try {
      this.#found.push([`${place}, inflated`, inflateRawSync(bytes)]);
    } catch {
      // it is not compressed
    }
  }
}

/** What of a text's base64 is the same whatever comes before and after it. */
function inBase64(text: string): Buffer[] {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const end = Math.floor(whole.length / 3) * 4;
    return Buffer.from(whole.toString('base64').slice(before === 0 ? 0 : 4, end));
  });
}

async function valuesOf(redis: Redis, key: string): Promise<Buffer[]> {
  switch (await redis.type(key)) {
    case 'string':
      return [(await redis.getBuffer(key)) ?? Buffer.alloc(0)];
    case 'list':
      return redis.lrangeBuffer(key, 0, -1);
    case 'set':
      return redis.smembersBuffer(key);
    case 'zset':
      return redis.zrangeBuffer(key, 0, -1);
    case 'hash':
      return Object.entries(await redis.hgetallBuffer(key)).flatMap(([name, value]) => [
        Buffer.from(name),
        value,
      ]);
    default:
      throw new Error(`${key} is of a type that is not dumped`);
  }
}
