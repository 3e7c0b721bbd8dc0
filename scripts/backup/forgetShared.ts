import { Redis } from 'ioredis';
import { Refused } from './Refused.ts';

const AT_ONCE = 1000;
const ANSWER_MS = 10_000;

/**
 * What Redis knows is of the database that was there before: matches that are over, or began after the backup.
 * @throws Refused when it has keys of ours and they may not be lost
 */
export async function forgetShared(
  url: string,
  { prefix, overwrite }: { prefix: string; overwrite: boolean },
): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: ANSWER_MS, lazyConnect: true });
  redis.on('error', () => {}); // the next command says so
  try {
    await redis.connect();
    const pattern = `${prefix.replace(/[*?[\]\\]/g, '\\$&')}*`;
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', AT_ONCE);
      if (keys.length > 0 && !overwrite)
        throw new Refused(
          `Redis has what another database belongs to (${keys[0]} …): give --overwrite to lose it.`,
        );
      if (keys.length > 0) await redis.unlink(keys);
      cursor = next;
    } while (cursor !== '0');
  } finally {
    redis.disconnect();
  }
}
