import type { Writable } from 'node:stream';
import { type Command, Redis, type RedisOptions } from 'ioredis';
import { within } from '../../lib/within.ts';

export interface RedisConnectionOptions {
  log: { warn(context: object, message: string): void };
  /** A command that has no answer by then is given up, in ms. Not given: it waits however long Redis is away. */
  answerWithinMs?: number;
  /** A connection that only listens: see `RedisUpdates`. */
  subscriber?: boolean;
}

/** How long Redis may take to finish what is under way when a connection is closed. */
const QUIT_MS = 1000;
const LONGEST_PAUSE_MS = 1000;
const CONNECT_MS = 5000;
/** Redis said nothing for so long while an answer was due: the way to it is dead, another is tried. */
const SILENCE_MS = 10_000;
/** So long after the last traffic, TCP asks whether the other side still lives. */
const KEEP_ALIVE_MS = 10_000;
/** Commands that may wait for Redis on one connection. More are refused. */
const MAX_WAITING = 10_000;
const awayByLog = new WeakMap<object, Set<Redis>>();
/** What a connection begins with must go out while others wait. */
const HANDSHAKE = new Set(['auth', 'client', 'hello', 'info', 'select', 'subscribe', 'psubscribe', 'quit']);

/**
 * Opens a connection that comes back by itself for ever, however long Redis is away. All that share a log say so
 * once per outage. Commands given meanwhile wait, for `answerWithinMs` at most.
 */
export function connectRedis(url: string, options: RedisConnectionOptions): Redis {
  const { log, answerWithinMs, subscriber = false } = options;
  const redis = new PatientRedis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(25 * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MS),
    connectTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    keepAlive: KEEP_ALIVE_MS,
    // A connection that listens cannot ask whether Redis is still loading, and would not be subscribed again.
    enableReadyCheck: !subscriber,
    ...(answerWithinMs === undefined ? {} : { commandTimeout: answerWithinMs }),
  });
  if (subscriber) keepAsking(redis);
  const away = awayOf(log);
  redis.on('error', (error: Error) => {
    if (away.size === 0) log.warn({ err: error }, 'Redis is away');
    away.add(redis);
  });
  redis.on('ready', () => {
    if (away.delete(redis) && away.size === 0) log.warn({}, 'Redis is back');
  });
  redis.on('end', () => away.delete(redis));
  return redis;
}

/** Connections that are away, of those that share a log: an outage is told of once, however many there are. */
function awayOf(log: object): Set<Redis> {
  const known = awayByLog.get(log) ?? new Set();
  awayByLog.set(log, known);
  return known;
}

/** Who only listens never asks, and would not notice a connection that died without a word. */
function keepAsking(subscriber: Redis): void {
  const timer = setInterval(() => {
    if (subscriber.status === 'ready') subscriber.ping().catch(() => {}); // the silence shows
  }, SILENCE_MS);
  timer.unref();
  subscriber.once('end', () => clearInterval(timer));
}

/** Ends a connection, whether Redis is there or not. */
export async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status === 'end') return;
  const ended = new Promise<void>((resolve) => redis.once('end', resolve));
  if (redis.status === 'ready') {
    await within(QUIT_MS, redis.quit()).catch(() => redis.disconnect());
  } else {
    // One that pauses before its next attempt never ends: it has to begin the attempt first.
    if (redis.status === 'reconnecting') redis.connect().catch(() => {});
    redis.disconnect();
  }
  await ended;
}

/**
 * What ioredis does, but no more waits than can be held, what was given up meanwhile is not sent late, and the commands
 * of one turn of the event loop go out in one write: a write of its own costs as much as the command.
 */
class PatientRedis extends Redis {
  readonly #givenUp = new WeakSet<Command>();
  /** The stream whose writes wait for the end of this turn. */
  #gathering: Writable | null = null;

  constructor(url: string, options: RedisOptions) {
    super(url, options);
    // The timer of the silence would outlive its connection, and end the next one.
    const own = this as unknown as { socketTimeoutTimer?: NodeJS.Timeout | undefined };
    this.on('close', () => {
      clearTimeout(own.socketTimeoutTimer);
      own.socketTimeoutTimer = undefined;
    });
  }

  override sendCommand(command: Command, stream?: Parameters<Redis['sendCommand']>[1]): unknown {
    if (this.#givenUp.has(command)) return command.promise;
    if (!HANDSHAKE.has(command.name) && this.#waiting() >= MAX_WAITING) {
      command.reject(new Error('too many commands wait for Redis'));
      return command.promise;
    }
    command.promise.catch(() => this.#givenUp.add(command));
    this.#gather();
    return super.sendCommand(command, stream);
  }

  #gather(): void {
    const { stream } = this as unknown as { stream?: Writable };
    if (!stream || this.#gathering === stream) return;
    this.#gathering = stream;
    stream.cork();
    setImmediate(() => {
      if (this.#gathering === stream) this.#gathering = null;
      stream.uncork();
    });
  }

  #waiting(): number {
    const { offlineQueue, commandQueue } = this as unknown as Record<string, { length: number } | undefined>;
    return (offlineQueue?.length ?? 0) + (commandQueue?.length ?? 0);
  }
}
