import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import type { Lease } from '../../src/matchmaking/lease.ts';
import { LeasePlace, MemoryLease } from '../../src/persistence/memory/memoryLease.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisLease } from '../../src/persistence/redis/redisLease.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';

interface Fixture {
  contender(): Lease;
  /** Lets the lease run out. */
  runOut(): Promise<void>;
  close(): Promise<void>;
}

const KINDS: Record<string, () => Promise<Fixture>> = {
  memory: async () => {
    const clock = { now: 0 };
    const place = new LeasePlace();
    return {
      contender: () => new MemoryLease(() => clock.now, place),
      runOut: async () => {
        clock.now += 3000;
      },
      close: async () => {},
    };
  },
  Redis: async () => {
    const redis = quietRedis((await sharedRedis()).url);
    const prefix = freshPrefix();
    const clock = { now: 0 };
    return {
      contender: () => new RedisLease(redis, { prefix, name: 'matchmaker', now: () => clock.now }),
      async runOut() {
        clock.now += 3000;
        await redis.del(`${prefix}lease:matchmaker`);
      },
      close: () => closeRedis(redis),
    };
  },
};

for (const [kind, make] of Object.entries(KINDS)) {
  describe(`a lease in ${kind}`, () => {
    let fixture: Fixture;

    beforeEach(async () => {
      fixture = await make();
    });
    afterEach(() => fixture.close());

    it('is one contender’s, who keeps it', async () => {
      const contenders = Array.from({ length: 8 }, () => fixture.contender());
      const held = await Promise.all(contenders.map((contender) => contender.hold()));
      assert.equal(held.filter(Boolean).length, 1);
      const holder = contenders[held.indexOf(true)];
      const token = holder?.token();
      assert.ok(token);
      assert.equal(await holder?.hold(), true);
      assert.equal(holder?.token(), token, 'the token stays while it is kept');
      assert.ok(contenders.every((contender) => contender === holder || contender.token() === 0));
    });

    it('is another’s at once when it is released, under a greater token, and never again its former holder’s', async () => {
      const [one, other, third] = [fixture.contender(), fixture.contender(), fixture.contender()];
      await one.hold();
      const before = one.token();
      await third.release();
      assert.equal(await other.hold(), false, 'only the holder can release it');
      const [keptOn] = await Promise.all([one.hold(), one.release()]);
      assert.equal(one.token(), 0, String(keptOn));
      assert.equal(await one.hold(), false);
      assert.equal(await other.hold(), true);
      assert.ok(other.token() > before);
    });

    it('is another’s when it ran out, which its former holder knows without asking', async () => {
      const [one, other] = [fixture.contender(), fixture.contender()];
      await one.hold();
      const before = one.token();
      await fixture.runOut();
      assert.equal(one.token(), 0);
      assert.equal(await other.hold(), true);
      assert.ok(other.token() > before);
      assert.equal(await one.hold(), false);
      assert.equal(one.token(), 0);
    });
  });
}

describe('the key of a lease in Redis', () => {
  let redis: Redis;
  let prefix: string;

  beforeEach(async () => {
    redis = quietRedis((await sharedRedis()).url);
    prefix = freshPrefix();
  });
  afterEach(() => closeRedis(redis));

  it('runs out after 3 s', async () => {
    const lease = new RedisLease(redis, { prefix, name: 'x', now: () => 0 });
    await lease.hold();
    const ttl = await redis.pttl(`${prefix}lease:x`);
    assert.ok(ttl > 2000 && ttl <= 3000, `${ttl}`);
  });

  it('gives greater tokens even after Redis lost its data', async () => {
    const lease = new RedisLease(redis, { prefix, name: 'x', now: () => 0 });
    await lease.hold();
    const before = lease.token();
    await redis.del(...(await redis.keys(`${prefix}*`)));
    const other = new RedisLease(redis, { prefix, name: 'x', now: () => 0 });
    await other.hold();
    assert.ok(other.token() > before, `${other.token()} after ${before}`);
  });
});
