import assert from 'node:assert/strict';
import { RedisPresence } from '@colyseus/redis-presence';
import type { Redis } from 'ioredis';
import { Sealer } from '../../../src/lib/sealer.ts';
import { closeRedis } from '../../../src/persistence/redis/connectRedis.ts';
import { ParlorPresence } from '../../../src/persistence/redis/ParlorPresence.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../../support/redis.ts';
import { testSealer } from '../../support/testSealer.ts';

/** A process of a version before tells and hears as the framework does. */
class OldPresence extends RedisPresence {
  constructor(pub: Redis, sub: Redis) {
    super({ lazyConnect: true });
    this.pub = pub;
    this.sub = sub;
  }
}

/** A hand that nobody but its player may see. */
const HAND = ['visible', 'one', { cards: ['hidden ace', 'hidden king'] }];

describe('what processes tell each other', () => {
  let url: string;
  let topic: string;
  let connections: Redis[];
  let warnings: unknown[];
  let heardByRedis: string[];
  before(async () => {
    ({ url } = await sharedRedis());
  });
  beforeEach(async () => {
    topic = `$${freshPrefix()}room`;
    connections = [];
    warnings = [];
    heardByRedis = [];
    const monitor = await connect().monitor();
    connections.push(monitor);
    monitor.on('monitor', (_time: string, said: string[]) => heardByRedis.push(said.join(' ')));
  });
  afterEach(() => Promise.all(connections.map(closeRedis)));

  function connect(options = {}): Redis {
    const redis = quietRedis(url, options);
    connections.push(redis);
    return redis;
  }

  const log = { warn: ({ err }: { err?: unknown }) => void warnings.push(err) };
  const subscriber = { subscriber: true, answerWithinMs: 5000 };
  const now = (sealer = testSealer) =>
    new ParlorPresence({ redis: connect(), subscriber: connect(subscriber), sealer, log });
  const ofBefore = () => new OldPresence(connect(), connect(subscriber));

  /** What somebody hears first on the topic. */
  async function first(listener: RedisPresence, on = topic): Promise<() => Promise<unknown>> {
    const heard = Promise.withResolvers<unknown>();
    await listener.subscribe(on, (message: unknown) => heard.resolve(message));
    return () => heard.promise;
  }

  /** All that Redis was asked until now. */
  async function readAlong(): Promise<string> {
    const mark = freshPrefix();
    const asked = connect();
    while (!heardByRedis.some((said) => said.includes(mark))) await asked.echo(mark);
    return heardByRedis.filter((said) => said.includes(topic)).join('\n');
  }

  it('is read by nobody who reads along in Redis', async () => {
    const heard = await first(now());
    await now().publish(topic, HAND);
    assert.deepEqual(await heard(), HAND);
    const said = await readAlong();
    assert.match(said, /publish sealed:\$/i);
    assert.doesNotMatch(said, /hidden|visible/);
    assert.deepEqual(warnings, []);
  });

  it('is not told at all where nobody listens', async () => {
    await now().publish(topic, HAND);
    assert.doesNotMatch(await readAlong(), /hidden|visible/);
  });

  it('is understood by a process of before, and the other way round', async () => {
    const heard = await Promise.all([first(ofBefore(), `${topic} of old`), first(now(), `${topic} of new`)]);
    await now().publish(`${topic} of old`, HAND);
    await ofBefore().publish(`${topic} of new`, HAND);
    assert.deepEqual(await Promise.all(heard.map((next) => next())), [HAND, HAND]);
    assert.deepEqual(warnings, []);
  });

  it('is told once to who opens it, and not any more to who stopped listening', async () => {
    const listener = now();
    const got: unknown[] = [];
    await listener.subscribe(topic, (message: unknown) => got.push(message));
    const teller = now();
    await teller.publish(topic, 1);
    const heard = await first(listener);
    await teller.publish(topic, 2);
    await heard();
    await listener.unsubscribe(topic);
    assert.deepEqual(got, [1, 2]);
    const redis = connect();
    const listened = (await redis.pubsub('NUMSUB', topic, `sealed:${topic}`)) as unknown[];
    assert.deepEqual([listened[1], listened[3]], [0, 0]);
  });

  it('opens on its own topic alone, and under a key that is known', async () => {
    const listener = now();
    const heard = await first(listener);
    const other = await first(now(), `${topic} of another`);
    await now().publish(`${topic} of another`, 'for another');
    await other();
    const sealed = (await readAlong()).split('\n').find((said) => /publish sealed:/i.test(said)) ?? '';
    const redis = connect();
    await redis.publish(`sealed:${topic}`, sealed.split(' ').slice(-2).join(' '));
    await now(new Sealer({ current: 'a secret that nobody else knows of' })).publish(
      topic,
      'from a stranger',
    );
    await redis.publish(`sealed:${topic}`, '["in clear"]');
    await now().publish(topic, 'for it');
    assert.equal(await heard(), 'for it');
    assert.equal(warnings.length, 3);
  });
});
