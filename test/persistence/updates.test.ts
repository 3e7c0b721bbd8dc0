import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { MemoryUpdates } from '../../src/persistence/memory/memoryUpdates.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisUpdates } from '../../src/persistence/redis/redisUpdates.ts';
import type { Update, Updates } from '../../src/players/updates.ts';
import { freshPrefix, quietRedis, sharedRedis, startRedis } from '../support/redis.ts';
import { newId } from './stores.ts';

/** Keeps updates, and tells when so many have come. */
class Inbox {
  readonly got: Update[] = [];
  #waiters: { count: number; resolve(): void }[] = [];

  readonly listener = (update: Update) => {
    this.got.push(update);
    for (const { count, resolve } of this.#waiters) if (this.got.length >= count) resolve();
  };

  has(count: number): Promise<void> {
    if (this.got.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ count, resolve }));
  }
}

/** Two processes that share one place for updates. */
interface Fixture {
  one: Updates;
  two: Updates;
  close(): Promise<void>;
}

interface RedisFixture extends Fixture {
  redis: Redis;
  subscribers: Redis[];
  prefix: string;
}

async function redisFixture(url: string): Promise<RedisFixture> {
  const prefix = freshPrefix();
  const redis = quietRedis(url);
  const subscribers = [1, 2].map(() => quietRedis(url, { subscriber: true, answerWithinMs: 300 }));
  const [one, two] = subscribers.map(
    (subscriber) => new RedisUpdates({ redis, subscriber, prefix, log: { warn() {} } }),
  );
  assert.ok(one && two);
  const close = async () => {
    await Promise.all([redis, ...subscribers].map(closeRedis));
  };
  return { one, two, redis, subscribers, prefix, close };
}

const KINDS: Record<string, () => Promise<Fixture>> = {
  memory: async () => {
    const updates = new MemoryUpdates();
    return { one: updates, two: updates, close: async () => {} };
  },
  Redis: async () => redisFixture((await sharedRedis()).url),
};

const update = (n: number): Update => ({ type: 'unheard', payload: [`${n}`, 'ça «va»\u0000'] });

for (const [kind, make] of Object.entries(KINDS)) {
  describe(`player updates in ${kind}`, () => {
    let fixture: Fixture;
    let one: Updates;
    let two: Updates;

    beforeEach(async () => {
      fixture = await make();
      ({ one, two } = fixture);
    });
    afterEach(() => fixture.close());

    it('reach every listener of the player, in order, wherever it listens', async () => {
      const player = newId();
      const inboxes = [new Inbox(), new Inbox(), new Inbox()];
      for (const [i, inbox] of inboxes.entries())
        await (i === 2 ? two : one).subscribe(player, inbox.listener);
      for (let n = 1; n <= 3; n++) await one.publish(player, update(n));
      await Promise.all(inboxes.map((inbox) => inbox.has(3)));
      for (const { got } of inboxes) assert.deepEqual(got, [update(1), update(2), update(3)]);
    });

    it('reach nobody else, and nobody who stopped listening', async () => {
      const player = newId();
      const [stays, stops, foreign] = [new Inbox(), new Inbox(), new Inbox()];
      await two.subscribe(player, stays.listener);
      const stop = await two.subscribe(player, stops.listener);
      await two.subscribe(newId(), foreign.listener);
      stop();
      stop();
      await one.publish(player, update(1));
      await stays.has(1);
      assert.deepEqual(stops.got, []);
      assert.deepEqual(foreign.got, []);
    });

    it('reach who listens again after everybody stopped', async () => {
      const player = newId();
      const inbox = new Inbox();
      const stop = await one.subscribe(player, () => {});
      stop();
      await one.subscribe(player, inbox.listener);
      await two.publish(player, update(1));
      await inbox.has(1);
    });

    it('are lost when nobody listens', async () => {
      await one.publish(newId(), update(1));
    });
  });
}

describe('player updates over Redis', function () {
  this.timeout(180_000);

  it('subscribe once per player and process, and unsubscribe with the last listener', async () => {
    const { one, redis, prefix, close } = await redisFixture((await sharedRedis()).url);
    const player = newId();
    const channel = `${prefix}player:${player}:updates`;
    const listeners = async () => ((await redis.pubsub('NUMSUB', channel)) as [string, number])[1];
    const [first, second] = await Promise.all([
      one.subscribe(player, () => {}),
      one.subscribe(player, () => {}),
    ]);
    assert.equal(await listeners(), 1);
    first();
    const sameConnection = new Inbox();
    const other = newId();
    await one.subscribe(other, sameConnection.listener);
    assert.equal(await listeners(), 1);
    second();
    await one.subscribe(newId(), () => {}); // after it on the same connection: the unsubscription is done
    assert.equal(await listeners(), 0);
    await close();
  });

  it('are not disturbed by what is no update, nor by a listener that throws', async () => {
    const { one, redis, prefix, close } = await redisFixture((await sharedRedis()).url);
    const player = newId();
    const inbox = new Inbox();
    await one.subscribe(player, () => {
      throw new Error('a listener');
    });
    await one.subscribe(player, inbox.listener);
    await redis.publish(`${prefix}player:${player}:updates`, 'no json');
    await one.publish(player, update(1));
    await one.publish(player, update(2));
    await inbox.has(2);
    assert.deepEqual(inbox.got, [update(1), update(2)]);
    await close();
  });

  it('can be heard from outside, on channels that say what they are', async () => {
    const { one, redis, prefix, close } = await redisFixture((await sharedRedis()).url);
    const player = newId();
    const heard = new Map<string, Record<string, unknown>>();
    const outside = redis.duplicate();
    const both = new Promise<void>((resolve) => {
      outside.on('message', (channel: string, message: string) => {
        heard.set(channel, JSON.parse(message));
        if (heard.size === 2) resolve();
      });
    });
    const channels = [`${prefix}player:${player}:updates`, `${prefix}queue:status`];
    await outside.subscribe(...channels);
    await one.publish(player, update(1));
    await one.publish('queue:status', { type: 'status', payload: [{ game: 'relay', waiting: 3 }] });
    await both;
    for (const [i, channel] of channels.entries()) {
      const { type, data, timestamp, id } = heard.get(channel) ?? {};
      assert.deepEqual(
        [type, typeof timestamp, typeof id],
        [i === 0 ? 'unheard' : 'status', 'number', 'string'],
      );
      assert.deepEqual(data, i === 0 ? update(1).payload : [{ game: 'relay', waiting: 3 }]);
    }
    await closeRedis(outside);
    await close();
  });

  it('are understood from a process of the version before', async () => {
    const { one, redis, prefix, close } = await redisFixture((await sharedRedis()).url);
    const player = newId();
    const inbox = new Inbox();
    await one.subscribe(player, inbox.listener);
    await redis.publish(`${prefix}player:${player}:updates`, JSON.stringify({ id: 'x:1', ...update(1) }));
    await inbox.has(1);
    assert.deepEqual(inbox.got, [update(1)]);
    await close();
  });

  it('come again after Redis restarted, also to who began to listen meanwhile', async () => {
    const server = await startRedis();
    const { one, two, redis, subscribers, close } = await redisFixture(server.url);
    const player = newId();
    const [before, during] = [new Inbox(), new Inbox()];
    await one.subscribe(player, before.listener);
    await server.kill();
    await two.subscribe(player, during.listener); // waits for its time, and returns
    const ready = subscribers.map(
      (subscriber) => new Promise((resolve) => subscriber.once('ready', resolve)),
    );
    await server.restart();
    await Promise.all(ready);
    await redis.ping();
    await Promise.all(subscribers.map((subscriber) => subscriber.subscribe('behind the others')));
    await one.publish(player, update(1));
    await Promise.all([before.has(1), during.has(1)]);
    await close();
    await server.stop();
  });
});
