import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { closeRedis } from '../../../src/persistence/redis/connectRedis.ts';
import { ParlorDriver } from '../../../src/persistence/redis/ParlorDriver.ts';
import { ParlorPresence } from '../../../src/persistence/redis/ParlorPresence.ts';
import { RedisUpdates } from '../../../src/persistence/redis/redisUpdates.ts';
import { quietRedis, startRedis, type TestRedis } from '../../support/redis.ts';
import { testSealer } from '../../support/testSealer.ts';

/** What comes, and a promise of the next. */
class Inbox {
  readonly got: unknown[] = [];
  #waiting: ((message: unknown) => void)[] = [];

  readonly listener = (message: unknown): void => {
    this.got.push(message);
    for (const tell of this.#waiting.splice(0)) tell(message);
  };

  next(): Promise<unknown> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

type Listing = Parameters<ParlorDriver['insert']>[0];

function listing(roomId: string): Listing {
  return {
    ...{ roomId, processId: 'a', name: 'lobby', clients: 0, maxClients: 100, metadata: {} },
    ...{ locked: false, private: false, unlisted: false, createdAt: new Date(0) },
  };
}

/** Rejections that nobody handles fail the test that runs: mocha sees to it. */
describe('what processes share, after Redis was away', function () {
  this.timeout(180_000);
  let server: TestRedis;
  let connections: Redis[];
  let warnings: string[];
  let driver: ParlorDriver;
  let presence: ParlorPresence;
  let updates: RedisUpdates;
  let subscribers: Redis[];

  beforeEach(async () => {
    server = await startRedis();
    connections = [];
    warnings = [];
    const log = { warn: (_: object, message: string) => void warnings.push(message) };
    const connect = (options = {}) => {
      const redis = quietRedis(server.url, options);
      connections.push(redis);
      return redis;
    };
    const listening = { subscriber: true, answerWithinMs: 500 };
    const [forFramework, forUpdates] = [connect(listening), connect(listening)];
    subscribers = [forFramework, forUpdates];
    driver = new ParlorDriver(connect(), { prefix: 'x:', ownId: () => 'a', alive: async () => true });
    presence = new ParlorPresence({ redis: connect(), subscriber: forFramework, sealer: testSealer, log });
    updates = new RedisUpdates({
      redis: connect({ answerWithinMs: 500 }),
      subscriber: forUpdates,
      prefix: 'x:',
      log,
    });
  });
  afterEach(async () => {
    await Promise.all(connections.map(closeRedis));
    await server.stop();
  });

  /** Resolves once Redis is back and everything is subscribed again. */
  async function back(): Promise<void> {
    const ready = subscribers.map(
      (subscriber) => new Promise((resolve) => subscriber.once('ready', resolve)),
    );
    await server.restart();
    await Promise.all(ready);
    await Promise.all(subscribers.map((subscriber) => subscriber.subscribe('behind the others')));
  }

  it('is found and heard again, with what was asked meanwhile', async () => {
    const [before, during, update] = [new Inbox(), new Inbox(), new Inbox()];
    await driver.insert(listing('l1'));
    await presence.subscribe('p:a', before.listener);
    await updates.subscribe('ada', update.listener);
    await server.kill();
    const asked = Promise.all([
      driver.findOne({ name: 'lobby' }),
      driver.insert(listing('l2')),
      presence.hset('roomcount', 'a', '1,2'),
      presence.hincrbyex('ch:lobby', '', 1, 30),
      presence.publish('nobody', 1),
    ]);
    await presence.subscribe('p:b', during.listener); // returns all the same
    await assert.rejects(updates.publish('ada', { type: 'unheard', payload: ['lost'] }), /timed out/);
    await back();
    const [, inserted, , waiting] = await asked;
    assert.equal(inserted, true);
    assert.equal(waiting, 1);
    assert.equal((await driver.findOne({ name: 'lobby', locked: false })).roomId, 'l2');
    assert.deepEqual((await presence.channels('p:*')).toSorted(), ['p:a', 'p:b']);
    const heard = [before, during, update].map((inbox) => inbox.next());
    await presence.publish('p:a', ['first']);
    await presence.publish('p:b', ['second']);
    const third = { type: 'unheard' as const, payload: ['third'] };
    await updates.publish('ada', third);
    assert.deepEqual(await Promise.all(heard), [['first'], ['second'], third]);
    assert.deepEqual(update.got.length, 1);
  });

  it('is heard again after a second outage, each listener once', async () => {
    const inbox = new Inbox();
    await presence.subscribe('p:a', inbox.listener);
    for (let outage = 0; outage < 2; outage++) {
      await server.kill();
      await back();
    }
    const heard = inbox.next();
    await presence.publish('p:a', 'once');
    await heard;
    await presence.unsubscribe('p:a', inbox.listener);
    assert.deepEqual(inbox.got, ['once']);
    assert.deepEqual(await presence.channels('p:*'), []);
  });

  it('works on after a freeze, in which what nobody waits for fails unnoticed', async () => {
    const impatience = { answerWithinMs: 250 };
    const redis = quietRedis(server.url, impatience);
    const subscriber = quietRedis(server.url, { subscriber: true, ...impatience });
    connections.push(redis, subscriber);
    const impatient = new ParlorPresence({
      redis,
      subscriber,
      sealer: testSealer,
      log: { warn: (_, message) => void warnings.push(message) },
    });
    await impatient.subscribe('topic', () => {});
    await Promise.all([redis, subscriber].map((each) => each.status === 'ready' || once(each, 'ready')));
    server.freeze();
    void impatient.publish('topic', 1);
    void impatient.hset('roomcount', 'a', '1,2');
    void impatient.unsubscribe('topic');
    await assert.rejects(impatient.exists('anything'), /timed out/);
    server.thaw();
    const inbox = new Inbox();
    await impatient.subscribe('topic', inbox.listener);
    const heard = inbox.next();
    await impatient.publish('topic', 'again');
    assert.equal(await heard, 'again');
    assert.ok(warnings.length >= 2, `${warnings}`);
  });

  it('does not end the process when a listener throws, or something else is on the channel', async () => {
    const inbox = new Inbox();
    await presence.subscribe('p:a', ([method]: string[]) => {
      if (method === 'bad') throw new Error('a listener');
    });
    await presence.subscribe('p:a', inbox.listener);
    await presence.publish('p:a', null);
    await presence.publish('p:a', ['bad']);
    await (connections.at(-1) as Redis).publish('p:a', 'no json');
    const heard = inbox.next();
    await presence.publish('p:a', ['good']);
    assert.deepEqual(await heard, ['good']);
    assert.equal(warnings.length, 2);
  });

  it('ends while Redis is away', async () => {
    await presence.subscribe('p:a', () => {});
    await server.kill();
    const ended = subscribers
      .slice(0, 1)
      .map((redis) => new Promise((resolve) => redis.once('end', resolve)));
    presence.shutdown();
    await Promise.all(ended);
  });
});
