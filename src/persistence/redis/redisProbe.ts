import type { Redis } from 'ioredis';

/** Told how long Redis took to take a message of ours, and how long the message was under way to us, in seconds. */
export type Probed = (publish: number, delay: number) => void;

interface RedisProbeOptions {
  /** Publishes. */
  redis: Redis;
  /** Only listens. */
  subscriber: Redis;
  /** Nobody else's. */
  channel: string;
  probed: Probed;
}

/** Sends messages to ourselves through Redis, to see how long they take. What is lost on the way is not counted. */
export class RedisProbe {
  readonly #options: RedisProbeOptions;
  /** Numbers them: one that comes late is not taken for the next. */
  #sent = 0;
  #heard: { id: string; at(): void } | null = null;
  #listening: Promise<unknown> | null = null;

  constructor(options: RedisProbeOptions) {
    this.#options = options;
    options.subscriber.on('message', (channel: string, id: string) => {
      if (channel === options.channel && id === this.#heard?.id) this.#heard.at();
    });
    // The client subscribes again by itself only to what once succeeded on the connection before this one.
    options.subscriber.on('ready', () => {
      this.#listening = null;
    });
  }

  /** Sends one. The one before is given up. @throws Error when Redis does not take it */
  async send(): Promise<void> {
    const { redis, channel, probed } = this.#options;
    await this.#listen();
    const began = performance.now();
    const since = () => (performance.now() - began) / 1000;
    const { promise: heard, resolve } = Promise.withResolvers<number>();
    this.#sent += 1;
    const id = String(this.#sent);
    this.#heard = { id, at: () => resolve(since()) };
    await redis.publish(channel, id);
    const publish = since();
    void heard.then((delay) => probed(publish, delay));
  }

  #listen(): Promise<unknown> {
    if (this.#listening) return this.#listening;
    const { subscriber, channel } = this.#options;
    const listening = subscriber.subscribe(channel).catch((error: unknown) => {
      if (this.#listening === listening) this.#listening = null;
      throw error;
    });
    this.#listening = listening;
    return listening;
  }
}
