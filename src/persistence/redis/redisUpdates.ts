import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { Batches } from '../../lib/Batches.ts';
import type { Update, Updates } from '../../players/updates.ts';

interface RedisUpdatesOptions {
  /** Publishes. */
  redis: Redis;
  /** Only listens: `connectRedis` with `subscriber`. */
  subscriber: Redis;
  prefix: string;
  log: { warn(context: object, message: string): void };
}

type Listener = (update: Update) => void;

/** So many of the last messages are known, to pass over those that come again. */
const MAX_KNOWN = 1000;

/**
 * Messages between processes, each `{type, data, timestamp, id}`, over the channels `player:{id}:updates` and others
 * that are named as they are. A process subscribes once to each that it listens to.
 * A connection that breaks publishes again what had no answer; such a message is delivered once.
 */
export class RedisUpdates implements Updates {
  readonly #options: RedisUpdatesOptions;
  /** What the ids of this process's messages begin with. */
  readonly #own = randomUUID();
  #sent = 0;
  readonly #known = new Set<string>();
  readonly #channels = new Map<string, { listeners: Set<Listener>; subscribed: Promise<void> }>();
  /**
   * A player who comes is listened for on some channels, and many come at once: Redis is asked for all of them
   * together.
   */
  readonly #asking = new Batches<string>({
    atOnce: Infinity,
    bytes: (channel) => channel.length,
    run: async (channels) => {
      await this.#subscribe(channels);
      return channels.map(() => null);
    },
  });

  constructor(options: RedisUpdatesOptions) {
    this.#options = options;
    options.subscriber.on('message', (channel: string, message: string) => this.#deliver(channel, message));
    // The client subscribes again by itself only to what once succeeded: here it is known what should be.
    options.subscriber.on('ready', () => {
      if (this.#channels.size > 0) void this.#subscribe([...this.#channels.keys()]);
    });
  }

  async publish(to: string, { type, payload }: Update): Promise<void> {
    this.#sent += 1;
    const id = `${this.#own}:${this.#sent}`;
    // `payload` is for processes of the version before, which know no `data`.
    const message = JSON.stringify({ type, data: payload, timestamp: Date.now(), id, payload });
    await this.#options.redis.publish(this.#channel(to), message);
  }

  /** Waits until Redis has it. While Redis is away it returns all the same, and listens once that is back. */
  async subscribe<U extends Update>(to: string, listener: (update: U) => void): Promise<() => void> {
    const channel = this.#channel(to);
    const present = this.#channels.get(channel);
    const entry = present ?? { listeners: new Set<Listener>(), subscribed: this.#ask(channel) };
    const own: Listener = (update) => listener(update as U); // the same listener twice is two
    entry.listeners.add(own);
    this.#channels.set(channel, entry);
    await entry.subscribed;
    return () => {
      entry.listeners.delete(own);
      if (entry.listeners.size > 0 || this.#channels.get(channel) !== entry) return;
      this.#channels.delete(channel);
      this.#options.subscriber.unsubscribe(channel).catch((error: unknown) => this.#warn(error));
    };
  }

  async #ask(channel: string): Promise<void> {
    await this.#asking.add(channel).catch((error: unknown) => this.#warn(error)); // too many at once
  }

  async #subscribe(channels: readonly string[]): Promise<void> {
    try {
      await this.#options.subscriber.subscribe(...channels);
    } catch (error) {
      this.#warn(error);
    }
  }

  #deliver(channel: string, message: string): void {
    try {
      const { id, type, payload, data = payload } = JSON.parse(message);
      if (this.#isKnown(id)) return;
      for (const listener of [...(this.#channels.get(channel)?.listeners ?? [])]) {
        this.#tell(listener, { type, payload: data });
      }
    } catch (error) {
      this.#warn(error);
    }
  }

  #isKnown(id: unknown): boolean {
    if (typeof id !== 'string') return false; // not of ours
    if (this.#known.has(id)) return true;
    this.#known.add(id);
    const [oldest = id] = this.#known;
    if (this.#known.size > MAX_KNOWN) this.#known.delete(oldest);
    return false;
  }

  #tell(listener: Listener, update: Update): void {
    try {
      listener(update);
    } catch (error) {
      this.#warn(error);
    }
  }

  #warn(error: unknown): void {
    this.#options.log.warn({ err: error }, 'player updates: trouble with Redis');
  }

  /** Where messages to a player go; what has a colon in its name is a channel of its own. */
  #channel(to: string): string {
    return this.#options.prefix + (to.includes(':') ? to : `player:${to}:updates`);
  }
}
