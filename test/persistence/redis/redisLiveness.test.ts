import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import type { Liveness } from '../../../src/match/liveness.ts';
import { MemoryLiveness } from '../../../src/persistence/memory/memoryLiveness.ts';
import { closeRedis } from '../../../src/persistence/redis/connectRedis.ts';
import { RedisLiveness } from '../../../src/persistence/redis/redisLiveness.ts';
import { freshPrefix, quietRedis, sharedRedis, startRedis } from '../../support/redis.ts';

let processes = 0;

/** A process with its lease and, over a connection of its own, its channel. */
async function startProcess(url: string, redis: Redis, prefix: string, graceMs = 0) {
  processes += 1;
  const id = `process${processes}`;
  const channel = quietRedis(url, { subscriber: true });
  await channel.subscribe(`p:${id}`);
  const address = `10.0.0.${processes}:2567`;
  const options = { prefix, ownId: () => id, address, region: 'eu', now: () => 1000, graceMs };
  const liveness = new RedisLiveness(redis, options);
  await liveness.beat();
  return { id, liveness, channel };
}

describe('liveness in memory', () => {
  it('knows this process alone', async () => {
    const liveness: Liveness = new MemoryLiveness(() => 'own');
    await liveness.beat();
    assert.equal(await liveness.alive('own'), true);
    assert.equal(await liveness.alive('other'), false);
    assert.deepEqual([await liveness.address('own'), await liveness.region('own')], [null, null]);
  });
});

describe('liveness in Redis', () => {
  let url: string;
  let redis: Redis;
  let prefix: string;
  let one: Awaited<ReturnType<typeof startProcess>>;
  let two: Awaited<ReturnType<typeof startProcess>>;

  beforeEach(async () => {
    ({ url } = await sharedRedis());
    redis = quietRedis(url);
    prefix = freshPrefix();
    one = await startProcess(url, redis, prefix);
    two = await startProcess(url, redis, prefix);
  });
  afterEach(async () => {
    await Promise.all([redis, one.channel, two.channel].map(closeRedis));
  });

  it('knows the living, and where they answer', async () => {
    assert.equal(await one.liveness.alive(one.id), true);
    assert.equal(await one.liveness.alive(two.id), true);
    assert.equal(await one.liveness.address(two.id), `10.0.0.${processes}:2567`);
    assert.equal(await one.liveness.region(two.id), 'eu');
    assert.equal(await one.liveness.region('nobody'), null);
    assert.equal(await one.liveness.alive('nobody'), false);
    assert.equal(await one.liveness.address('nobody'), null);
  });

  it('has the plain address as its lease, which every version of Parlor reads', async () => {
    assert.equal(await redis.get(`${prefix}process:${two.id}`), await two.liveness.address(two.id));
  });

  it('sees at once that a process was killed: it is off its channel', async () => {
    await closeRedis(two.channel);
    assert.equal(await one.liveness.alive(two.id), false);
    assert.equal(await redis.exists(`${prefix}process:${two.id}`), 1, 'its lease still runs');
  });

  it('sees that a process hangs: its lease runs out after 3 s', async () => {
    const ttl = await redis.pttl(`${prefix}process:${two.id}`);
    assert.ok(ttl > 2000 && ttl <= 3000, `${ttl}`);
    await redis.del(`${prefix}process:${two.id}`);
    assert.equal(await one.liveness.alive(two.id), false);
    await two.liveness.beat();
    assert.equal(await one.liveness.alive(two.id), true);
  });

  it('does not wait for a process that left, which does not come back by a late beat', async () => {
    await two.liveness.leave();
    await two.liveness.beat();
    assert.equal(await one.liveness.alive(two.id), false);
    assert.equal(await two.liveness.alive(two.id), false);
    assert.equal(await one.liveness.address(two.id), null);
  });

  it('takes nobody for dead just after Redis lost its data', async () => {
    const graceMs = 1000;
    while (/uptime_in_seconds:0\b/.test(await redis.info('server'))); // a young server has its own grace
    const patient = await startProcess(url, redis, prefix, graceMs);
    await redis.set(`${prefix}processes:since`, 0);
    assert.equal(await patient.liveness.alive('nobody'), false);
    await redis.del(...(await redis.keys(`${prefix}*`)));
    assert.equal(await patient.liveness.alive(two.id), true, 'before anybody has beaten again');
    await patient.liveness.beat();
    assert.equal(await patient.liveness.alive(two.id), true, 'before it has');
    await closeRedis(patient.channel);
  });
});

describe('liveness while Redis restarts', function () {
  this.timeout(180_000);

  it('takes nobody for dead who was not there yet to say that it lives', async () => {
    const server = await startRedis();
    const redis = quietRedis(server.url);
    const one = await startProcess(server.url, redis, 'x:', 60_000);
    const two = await startProcess(server.url, redis, 'x:', 60_000);
    await server.kill();
    await closeRedis(two.channel);
    await server.restart();
    await one.liveness.beat();
    await redis.set('x:processes:since', 0); // as a Redis that kept its data has it
    assert.equal(await one.liveness.alive(two.id), true);
    await Promise.all([redis, one.channel].map(closeRedis));
    await server.stop();
  });
});
