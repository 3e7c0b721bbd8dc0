import type { Redis } from 'ioredis';
import type { PlayerUpdate, PlayerUpdates } from '../../players/updates.ts';

export interface RedisUpdatesOptions {
  /** Publishes. */
  redis: Redis;
  /** Only listens: `connectRedis` with `subscriber`. */
  subscriber: Redis;
  prefix: string;
  log: { warn(context: object, message: string): void };
}

type Listener = (update: PlayerUpdate) => void;

/** Messages between processes, over the channels `player:{id}:updates`. A process subscribes once to each player it has. */
export class RedisUpdates implements PlayerUpdates {
  readonly #options: RedisUpdatesOptions;
  readonly #channels = new Map<string, { listeners: Set<Listener>; subscribed: Promise<void> }>();

  constructor(options: RedisUpdatesOptions) {
    this.#options = options;
    options.subscriber.on('message', (channel: string, message: string) => this.#deliver(channel, message));
    // The client subscribes again by itself only to what once succeeded: here it is known what should be.
    options.subscriber.on('ready', () => {
      if (this.#channels.size > 0) void this.#subscribe([...this.#channels.keys()]);
    });
  }

  async publish(player: string, { type, payload }: PlayerUpdate): Promise<void> {
    await this.#options.redis.publish(this.#channel(player), JSON.stringify({ type, payload }));
  }

  /** Waits until Redis has it. While Redis is away it returns all the same, and listens once that is back. */
  async subscribe(player: string, listener: Listener): Promise<() => void> {
    const channel = this.#channel(player);
    const present = this.#channels.get(channel);
    const entry = present ?? { listeners: new Set<Listener>(), subscribed: this.#subscribe([channel]) };
    const own: Listener = (update) => listener(update); // the same listener twice is two
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

  async #subscribe(channels: string[]): Promise<void> {
    try {
      await this.#options.subscriber.subscribe(...channels);
    } catch (error) {
      this.#warn(error);
    }
  }

  #deliver(channel: string, message: string): void {
    for (const listener of [...(this.#channels.get(channel)?.listeners ?? [])]) {
      try {
        listener(JSON.parse(message));
      } catch (error) {
        this.#warn(error);
      }
    }
  }

  #warn(error: unknown): void {
    this.#options.log.warn({ err: error }, 'player updates: trouble with Redis');
  }

  #channel(player: string): string {
    return `${this.#options.prefix}player:${player}:updates`;
  }
}
