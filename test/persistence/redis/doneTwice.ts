import type { Socket } from 'node:net';
import type { Redis } from 'ioredis';
import type { TestRedis } from '../../support/redis.ts';

/** Has Redis do a command whose answer is lost, so that the connection sends it again. */
export async function doneTwice<T>(server: TestRedis, redis: Redis, call: () => Promise<T>): Promise<T> {
  await redis.ping();
  server.freeze();
  const answer = call();
  await new Promise<void>((resolve) => setImmediate(resolve)); // it is in the socket
  const { stream } = redis as unknown as { stream: Socket };
  stream.end();
  stream.destroy();
  server.thaw();
  return answer;
}
