import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import type { Redis } from 'ioredis';
import { useFakeTimers } from 'sinon';
import { closeRedis, connectRedis } from '../../../src/persistence/redis/connectRedis.ts';
import { quietRedis, startRedis, type TestRedis } from '../../support/redis.ts';

/** Resolves at an event; errors, which are expected here, do not count. */
function happens(redis: Redis, event: string): Promise<void> {
  return new Promise((resolve) => redis.once(event, () => resolve()));
}

describe('a connection to Redis', function () {
  this.timeout(180_000);
  let server: TestRedis;

  beforeEach(async () => {
    server = await startRedis();
  });
  afterEach(() => server.stop());

  it('comes back after an outage, with the commands that waited, and tells of it once', async () => {
    const said: string[] = [];
    const redis = connectRedis(server.url, { log: { warn: (_, message) => void said.push(message) } });
    await redis.set('before', '1');
    await server.kill();
    const waiting = redis.set('during', '2');
    for (let attempt = 0; attempt < 3; attempt++) await happens(redis, 'reconnecting');
    await server.restart();
    assert.equal(await waiting, 'OK');
    assert.deepEqual(said, ['Redis is away', 'Redis is back']);
    await closeRedis(redis);
  });

  it('writes the commands of a turn in one go', async () => {
    const redis = quietRedis(server.url);
    await redis.ping();
    const { stream } = redis as unknown as { stream: Socket };
    const answers = [redis.set('a', '1'), redis.get('a'), redis.get('nothing')];
    assert.deepEqual([stream.writableCorked, stream.writableLength > 0], [1, true], 'nothing is written yet');
    assert.deepEqual(await Promise.all(answers), ['OK', '1', null]);
    assert.equal(stream.writableCorked, 0);
    await closeRedis(redis);
  });

  it('tells of an outage once, however many connections there are', async () => {
    const said: string[] = [];
    const log = { warn: (_: object, message: string) => void said.push(message) };
    const all = Array.from({ length: 3 }, (_, i) => connectRedis(server.url, { log, subscriber: i === 0 }));
    await Promise.all(all.map((redis) => redis.ping()));
    const away = all.map((redis) => happens(redis, 'error'));
    await server.kill();
    await Promise.all(away);
    const ready = all.map((redis) => happens(redis, 'ready'));
    await server.restart();
    await Promise.all(ready);
    assert.deepEqual(said, ['Redis is away', 'Redis is back']);
    await Promise.all(all.map(closeRedis));
  });

  it('asks now and then though it only listens, to notice that it is dead', async () => {
    const clock = useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const subscriber = quietRedis(server.url, { subscriber: true });
    await subscriber.subscribe('topic');
    clock.tick(10_000);
    await subscriber.subscribe('behind it');
    const redis = quietRedis(server.url);
    assert.match(await redis.info('commandstats'), /cmdstat_ping:calls=1,/);
    await Promise.all([subscriber, redis].map(closeRedis));
    assert.equal(clock.countTimers(), 0);
    clock.restore();
  });

  it('gives commands up that have no answer in time, and does not send them late', async () => {
    const redis = quietRedis(server.url, { answerWithinMs: 500 });
    await redis.ping();
    await server.kill();
    await assert.rejects(redis.set('late', '1'), /timed out/);
    await server.restart();
    await happens(redis, 'ready');
    assert.equal(await redis.exists('late'), 0);
    await closeRedis(redis);
  });

  it('does not hang on a Redis that is frozen', async () => {
    const redis = quietRedis(server.url, { answerWithinMs: 500 });
    await redis.ping();
    server.freeze();
    await assert.rejects(redis.ping(), /timed out/);
    server.thaw();
    assert.equal(await redis.ping(), 'PONG');
    await closeRedis(redis);
  });

  it('refuses more commands than can wait', async () => {
    const redis = quietRedis(server.url);
    await redis.ping();
    await server.kill();
    if (redis.status === 'ready') await happens(redis, 'close');
    const waiting = Array.from({ length: 10_000 }, () => redis.incr('n'));
    await assert.rejects(redis.incr('n'), /too many commands/);
    await server.restart();
    assert.equal((await Promise.all(waiting)).at(-1), 10_000);
    await closeRedis(redis);
  });

  it('ends while Redis is away', async () => {
    const redis = quietRedis(server.url);
    await redis.ping();
    await server.kill();
    await happens(redis, 'reconnecting');
    await closeRedis(redis);
    await closeRedis(redis);
    assert.equal(redis.status, 'end');
  });
});
