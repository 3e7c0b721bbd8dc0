import { Redis } from 'ioredis';
import { Refused } from './Refused.ts';
import { at } from './reached.ts';

const AT_ONCE = 1000;
const ANSWER_MS = 10_000;

/** @throws Refused when Redis does not answer, or has keys of ours and they may not be lost */
export async function checkShared(
  url: string,
  { prefix, overwrite }: { prefix: string; overwrite: boolean },
): Promise<void> {
  await withRedis(url, async (redis) => {
    for await (const [key] of keysOf(redis, prefix))
      if (!overwrite)
        throw new Refused(
          `Redis has what another database belongs to (${key} …): give --overwrite to lose it.`,
        );
  }).catch((error: Error) => {
    throw error instanceof Refused ? error : new Refused(error.message, { cause: error });
  });
}

/** What Redis knows is of the database that was there before: matches that are over, or began after the backup. */
export async function forgetShared(url: string, prefix: string): Promise<void> {
  await withRedis(url, async (redis) => {
    for await (const keys of keysOf(redis, prefix)) await redis.unlink(keys);
  });
}

/** Keys of ours, some at a time. */
async function* keysOf(redis: Redis, prefix: string): AsyncGenerator<string[]> {
  const pattern = `${prefix.replace(/[*?[\]\\]/g, '\\$&')}*`;
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', AT_ONCE);
    if (keys.length > 0) yield keys;
    cursor = next;
  } while (cursor !== '0');
}

async function withRedis(url: string, work: (redis: Redis) => Promise<void>): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: ANSWER_MS, lazyConnect: true });
  redis.on('error', () => {}); // the next command says so
  try {
    await redis.connect();
    await work(redis);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Error(`Redis at ${at(url)} cannot be asked: ${(error as Error).message}`, { cause: error });
  } finally {
    redis.disconnect();
  }
}
