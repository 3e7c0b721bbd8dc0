import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { MemoryPresence } from '../../src/persistence/memory/memoryPresence.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisLiveness } from '../../src/persistence/redis/redisLiveness.ts';
import { RedisPresence } from '../../src/persistence/redis/redisPresence.ts';
import type { Presence } from '../../src/players/presence.ts';
import { freshPrefix, quietRedis, sharedRedis, startRedis } from '../support/redis.ts';
import { newId } from './stores.ts';

interface Fixture {
  presence: Presence;
  clock: { now: number };
  close(): Promise<void>;
}

/** A process's presence and lease. */
function redisProcess(redis: Redis, prefix: string, ownId: string, now: () => number) {
  const process = { prefix, ownId: () => ownId, now };
  return {
    presence: new RedisPresence(redis, process),
    liveness: new RedisLiveness(redis, { ...process, address: '', region: '' }),
  };
}

const KINDS: Record<string, () => Promise<Fixture>> = {
  memory: async () => {
    const clock = { now: 1_790_000_000_000 };
    return { presence: new MemoryPresence(() => clock.now), clock, close: async () => {} };
  },
  Redis: async () => {
    const clock = { now: 1_790_000_000_000 };
    const redis = quietRedis((await sharedRedis()).url);
    const { presence, liveness } = redisProcess(redis, freshPrefix(), 'p1', () => clock.now);
    await liveness.beat();
    return { presence, clock, close: () => closeRedis(redis) };
  },
};

for (const [kind, make] of Object.entries(KINDS)) {
  describe(`presence in ${kind}`, () => {
    let presence: Presence;
    let clock: { now: number };
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ presence, clock, close } = await make());
    });
    afterEach(() => close());

    it('counts strangers as gone since it looks: who was here before it began is not gone for ever', async () => {
      const stranger = newId();
      assert.equal(await presence.goneFor(stranger), 0);
      clock.now += 31_000;
      assert.equal(await presence.goneFor(stranger), 31_000);
      assert.equal(await presence.online(), 0);
    });

    it('counts a player once, while any socket is open', async () => {
      const player = newId();
      await presence.connected(player);
      await presence.connected(player);
      await presence.connected(newId());
      assert.equal(await presence.online(), 2);
      await presence.disconnected(player);
      clock.now += 60_000;
      assert.equal(await presence.goneFor(player), 0);
      assert.equal(await presence.online(), 2);
      await presence.disconnected(player);
      clock.now += 700;
      assert.equal(await presence.goneFor(player), 700);
      assert.equal(await presence.online(), 1);
    });

    it('takes who asks over HTTP for present, but not for online', async () => {
      const player = newId();
      await presence.seen(player);
      clock.now += 250;
      assert.equal(await presence.goneFor(player), 250);
      await presence.seen(player);
      assert.equal(await presence.goneFor(player), 0);
      assert.equal(await presence.online(), 0);
    });

    it('is not confused by a socket that closes twice', async () => {
      const player = newId();
      await presence.connected(player);
      await presence.disconnected(player);
      await presence.disconnected(player);
      await presence.connected(player);
      assert.equal(await presence.goneFor(player), 0);
      assert.equal(await presence.online(), 1);
    });
  });
}

describe('presence of several processes', () => {
  let redis: Redis;
  let prefix: string;
  const clock = { now: 0 };
  const now = () => clock.now;

  beforeEach(async () => {
    redis = quietRedis((await sharedRedis()).url);
    prefix = freshPrefix();
    clock.now = 1_790_000_000_000;
  });
  afterEach(() => closeRedis(redis));

  async function twoProcesses() {
    const one = redisProcess(redis, prefix, 'p1', now);
    const two = redisProcess(redis, prefix, 'p2', now);
    await one.liveness.beat();
    await two.liveness.beat();
    return { one, two };
  }

  it('is one: a player with sockets in two counts once', async () => {
    const { one, two } = await twoProcesses();
    const player = newId();
    await one.presence.connected(player);
    await two.presence.connected(player);
    assert.equal(await one.presence.online(), 1);
    await one.presence.disconnected(player);
    assert.equal(await one.presence.goneFor(player), 0);
    assert.equal(await one.presence.online(), 1);
    await two.presence.disconnected(player);
    assert.equal(await one.presence.online(), 0);
  });

  it('loses the sockets of a process that died, as of when it was last alive', async () => {
    const { one, two } = await twoProcesses();
    const [only, both] = [newId(), newId()];
    await two.presence.connected(only);
    await two.presence.connected(both);
    await one.presence.connected(both);
    clock.now += 60_000;
    await one.liveness.beat();
    await two.liveness.beat();
    assert.equal(await one.presence.goneFor(only), 0);

    await redis.del(`${prefix}process:p2`); // its lease ran out
    clock.now += 4000;
    await one.liveness.beat();
    assert.equal(await one.presence.goneFor(only), 4000);
    assert.equal(await one.presence.goneFor(both), 0);
    clock.now += 6000;
    await one.liveness.beat();
    assert.equal(await one.presence.online(), 1);
    assert.equal(await one.presence.goneFor(only), 10_000);
    assert.deepEqual(await redis.smembers(`${prefix}players:online`), [both]);
  });

  it('has the sockets back of a process that was only paused', async () => {
    const { one, two } = await twoProcesses();
    const player = newId();
    await two.presence.connected(player);
    await redis.del(`${prefix}process:p2`);
    clock.now += 20_000;
    await one.liveness.beat();
    assert.equal(await one.presence.online(), 0);
    await two.liveness.beat();
    await two.presence.refresh();
    assert.equal(await one.presence.goneFor(player), 0);
    assert.equal(await one.presence.online(), 1);
  });

  it('comes back by itself when Redis lost it, and expires when nobody refreshes it', async () => {
    const { one, two } = await twoProcesses();
    const players = Array.from({ length: 1200 }, newId);
    for (const player of players) await two.presence.connected(player);
    await redis.del(...(await redis.keys(`${prefix}*`)));
    assert.equal(await one.presence.online(), 0);
    await two.liveness.beat();
    await two.presence.refresh();
    assert.equal(await one.presence.online(), 1200);
    const ttl = await redis.ttl(`${prefix}player:${players[0]}`);
    assert.ok(ttl > 290 && ttl <= 300, `${ttl}`);
  });
});

describe('presence while Redis is away', function () {
  this.timeout(180_000);

  it('keeps nobody from coming and going, and is right afterwards', async () => {
    const server = await startRedis();
    const redis = quietRedis(server.url, { answerWithinMs: 500 });
    const { presence, liveness } = redisProcess(redis, 'x:', 'p1', () => 1000);
    const [gone, came] = [newId(), newId()];
    await liveness.beat();
    await presence.connected(gone);
    server.freeze();
    await presence.disconnected(gone);
    await presence.connected(came);
    await presence.seen(came);
    server.thaw();
    await server.flush();
    await redis.sadd('x:players:online', gone);
    await presence.refresh();
    assert.deepEqual(await redis.smembers('x:players:online'), [came]);
    await closeRedis(redis);
    await server.stop();
  });
});
