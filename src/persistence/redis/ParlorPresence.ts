import { RedisPresence } from '@colyseus/redis-presence';
import type { Redis } from 'ioredis';
import { closeRedis } from './connectRedis.ts';

interface ParlorPresenceOptions {
  /** Waits however long Redis is away: the framework does not expect failures. */
  redis: Redis;
  /** Only listens, and to nobody else's channels: `connectRedis` with `subscriber`, and a time by which it answers. */
  subscriber: Redis;
  log: { warn(context: object, message: string): void };
}

type Callback = Parameters<RedisPresence['subscribe']>[1];

/**
 * What the framework's processes tell each other over Redis. Unlike the stock presence's
 * - connections come back by themselves, with all subscriptions, and say so once;
 * - a subscription that Redis cannot take now is made when it is back, instead of keeping a call waiting for ever;
 * - what the framework does not wait for cannot fail unhandled, nor can a listener that throws end the process.
 */
export class ParlorPresence extends RedisPresence {
  readonly #redis: Redis;
  readonly #subscriber: Redis;
  readonly #log: ParlorPresenceOptions['log'];

  constructor({ redis, subscriber, log }: ParlorPresenceOptions) {
    super({ lazyConnect: true }); // two connections that are never made
    this.pub = this.#redis = redis;
    this.sub = this.#subscriber = subscriber;
    this.#log = log;
    subscriber.on('ready', () => this.resubscribeAll());
    const deliver = this.handleSubscription;
    this.handleSubscription = (channel, message) => {
      try {
        deliver(channel, message);
      } catch (error) {
        this.#warn(error);
      }
    };
  }

  /** Never rejects: the topic is listened to as soon as Redis can. */
  override async subscribe(topic: string, callback: Callback): Promise<this> {
    await super.subscribe(topic, callback).catch((error: unknown) => this.#warn(error));
    return this;
  }

  override async unsubscribe(topic: string, callback?: Callback): Promise<this> {
    await super.unsubscribe(topic, callback).catch((error: unknown) => this.#warn(error));
    return this;
  }

  override async publish(topic: string, data: unknown): Promise<void> {
    await super.publish(topic, data).catch((error: unknown) => this.#warn(error));
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

  #warn(error: unknown): void {
    this.#log.warn({ err: error }, 'the framework has trouble with Redis');
  }
}
