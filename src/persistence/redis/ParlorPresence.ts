import { randomUUID } from 'node:crypto';
import { RedisPresence } from '@colyseus/redis-presence';
import type { Redis } from 'ioredis';
import type { Sealer } from '../../lib/sealer.ts';
import { closeRedis } from './connectRedis.ts';

interface ParlorPresenceOptions {
  /** Waits however long Redis is away: the framework does not expect failures. */
  redis: Redis;
  /** Only listens, and to nobody else's channels: `connectRedis` with `subscriber`, and a time by which it answers. */
  subscriber: Redis;
  /** The same in all processes. */
  sealer: Pick<Sealer, 'seal' | 'open'>;
  log: { warn(context: object, message: string): void };
}

type Callback = Parameters<RedisPresence['subscribe']>[1];

/** Who listens to a topic listens here as well, and so says that it opens what is sealed. */
const SEALED = 'sealed:';
/** Between who sealed a message and what is sealed. */
const BY = ' ';

/**
 * What the framework's processes tell each other over Redis: which rooms to open, seats to keep, what is asked of a
 * match and answered, as its players may see it. Unlike the stock presence's
 * - messages are sealed, so that who reads along in Redis learns nothing of a match, and no token; one of a topic opens
 *   at no other. Who listens to a topic alone is of a version before, and is told in clear;
 * - connections come back by themselves, with all subscriptions, and say so once;
 * - a subscription that Redis cannot take now is made when it is back, instead of keeping a call waiting for ever;
 * - what the framework does not wait for cannot fail unhandled, nor can a listener that throws end the process.
 */
export class ParlorPresence extends RedisPresence {
  readonly #redis: Redis;
  readonly #subscriber: Redis;
  readonly #sealer: ParlorPresenceOptions['sealer'];
  readonly #log: ParlorPresenceOptions['log'];
  /** Whose messages these are: they are sealed under a key of their own. */
  readonly #own = randomUUID();

  constructor({ redis, subscriber, sealer, log }: ParlorPresenceOptions) {
    super({ lazyConnect: true }); // two connections that are never made
    this.pub = this.#redis = redis;
    this.sub = this.#subscriber = subscriber;
    this.#sealer = sealer;
    this.#log = log;
    subscriber.on('ready', () => this.resubscribeAll());
    const deliver = this.handleSubscription;
    this.handleSubscription = (channel, message) => {
      try {
        if (channel.startsWith(SEALED)) {
          const topic = channel.slice(SEALED.length);
          deliver(topic, this.#open(topic, message));
        } else deliver(channel, message);
      } catch (error) {
        this.#warn(error);
      }
    };
  }

  override resubscribeAll(): void {
    const topics = this.subscriptions.eventNames().map(String);
    if (topics.length === 0) return;
    const channels = topics.flatMap((topic) => [SEALED + topic, topic]);
    this.#subscriber.subscribe(...channels).catch((error: unknown) => this.#warn(error));
  }

  /** Never rejects: the topic is listened to as soon as Redis can. */
  override async subscribe(topic: string, callback: Callback): Promise<this> {
    // First where it is sealed: nobody is to be told in clear in between.
    const subscribed = [this.#subscriber.subscribe(SEALED + topic), super.subscribe(topic, callback)];
    await Promise.all(subscribed).catch((error: unknown) => this.#warn(error));
    return this;
  }

  override async unsubscribe(topic: string, callback?: Callback): Promise<this> {
    const stopped: Promise<unknown>[] = [super.unsubscribe(topic, callback)];
    if (this.subscriptions.listenerCount(topic) === 0)
      stopped.push(this.#subscriber.unsubscribe(SEALED + topic));
    await Promise.all(stopped).catch((error: unknown) => this.#warn(error));
    return this;
  }

  override async publish(topic: string, data: unknown): Promise<void> {
    await this.#publish(topic, data).catch((error: unknown) => this.#warn(error));
  }

  /** Does anybody listen to a topic, in any process. */
  async isHeard(topic: string): Promise<boolean> {
    const [, listeners] = (await this.#redis.pubsub('NUMSUB', topic)) as [string, number];
    return listeners > 0;
  }

  /** The framework writes its statistics so, and looks at no answer. Who does look learns of a failure. */
  override hset(key: string, field: string, value: string): Promise<boolean> {
    const written = super.hset(key, field, value);
    written.catch((error: unknown) => this.#warn(error));
    return written;
  }

  override shutdown(): void {
    for (const connection of [this.#subscriber, this.#redis]) {
      closeRedis(connection).catch((error: unknown) => this.#warn(error));
    }
  }

  /** Sealed, if anybody opens it. In clear for who does not, and not where nobody listens at all. */
  async #publish(topic: string, data: unknown): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(data === undefined ? false : data));
    const sealed = this.#sealer.seal(bytes, this.#own, kindOf(topic)).toString('base64');
    const opened = await this.#redis.publish(SEALED + topic, this.#own + BY + sealed);
    if (opened === 0 && (await this.isHeard(topic))) await super.publish(topic, data);
  }

  /** @throws UnknownKey; Error when it is not what was told on this topic */
  #open(topic: string, message: string): string {
    const [by = '', sealed = ''] = message.split(BY);
    return this.#sealer.open(Buffer.from(sealed, 'base64'), by, kindOf(topic)).toString();
  }

  #warn(error: unknown): void {
    this.#log.warn({ err: error }, 'the framework has trouble with Redis');
  }
}

/** What a message is sealed as: it opens on its own topic alone. */
function kindOf(topic: string): string {
  return `told on ${topic}`;
}
