import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { Problem } from '../../lib/problem.ts';
import { Trouble } from '../../lib/Trouble.ts';
import type { ChatListener, ChatLog } from '../../players/chatLog.ts';
import type { ChatLine } from '../../protocol/chat.ts';
import { defineScript, type Script } from './defineScript.ts';

interface RedisChatOptions {
  /** Stores and publishes; best one that gives up after a while, as somebody waits for the answer. */
  redis: Redis;
  /** Only listens: `connectRedis` with `subscriber`. Others may listen on it too. */
  subscriber: Redis;
  prefix: string;
  log: { warn(context: object, message: string): void };
}

const HISTORY = 50;

/** What goes over the channel. */
type Told = { line?: ChatLine };

/** A connection that breaks sends again what had no answer. For so long it is known what was said, in seconds. */
const SAID_S = 60;

/**
 * KEYS: lines, the last id, this line once it was said; ARGV: a line without id as JSON, channel → the line.
 * An id is the time in ms at least: it grows even after Redis lost the last one.
 */
const SAY = `
local said = redis.call('GET', KEYS[3])
if said then return said end
local time = redis.call('TIME')
local last = tonumber(redis.call('GET', KEYS[2]) or 0)
local id = string.format('%.0f', math.max(last + 1, time[1] * 1000 + math.floor(time[2] / 1000)))
local line = '{"id":' .. id .. ',' .. string.sub(ARGV[1], 2)
redis.call('SET', KEYS[2], id)
redis.call('SET', KEYS[3], line, 'EX', ${SAID_S})
redis.call('RPUSH', KEYS[1], line)
redis.call('LTRIM', KEYS[1], -${HISTORY}, -1)
redis.call('PUBLISH', ARGV[2], '{"line":' .. line .. '}')
return line`;

/**
 * The lobby's chat over all processes: `lobby:chat:*` and the channel `lobby:chat`. A process keeps the last lines at
 * hand. After Redis was away, it reads what was said meanwhile.
 */
export class RedisChat implements ChatLog {
  readonly #options: RedisChatOptions;
  readonly #channel: string;
  readonly #say: Script<string>;
  readonly #listeners = new Set<ChatListener>();
  readonly #lines: ChatLine[] = [];
  /** Lines that came while it is not known what was said before them. */
  #early: ChatLine[] = [];
  #complete = false;
  #catching: Promise<void> | null = null;
  /** Counts connections of the subscriber: what was published between two of them did not come. */
  #connection = 0;
  readonly #trouble: Trouble;

  constructor(options: RedisChatOptions) {
    this.#options = options;
    this.#channel = `${options.prefix}lobby:chat`;
    this.#say = defineScript(options.redis, 'chatSay', SAY);
    this.#trouble = new Trouble('the lobby chat does not answer', {}, options.log);
    options.subscriber.on('message', (channel: string, message: string) => {
      if (channel === this.#channel) this.#hear(message);
    });
    options.subscriber.on('ready', () => {
      this.#connection += 1;
      this.#complete = false;
      this.#completeForListeners();
    });
  }

  async say({ from, name, face, text, at, spectator }: Omit<ChatLine, 'id'>): Promise<ChatLine> {
    const line = JSON.stringify({ from, name, face, text, at, spectator });
    const keys = ['lines', 'last', `said:${randomUUID()}`].map((name) => `${this.#channel}:${name}`);
    return JSON.parse(await this.#answered(this.#say(keys, [line, this.#channel])));
  }

  async history(): Promise<readonly ChatLine[]> {
    if (!this.#complete) await this.#answered(this.#catchUp());
    return this.#lines;
  }

  /** While Redis is away nothing is told; what was said meanwhile is told later. */
  subscribe(listener: ChatListener): () => void {
    this.#listeners.add(listener);
    this.#completeForListeners();
    return () => void this.#listeners.delete(listener);
  }

  #completeForListeners(): void {
    if (this.#complete || this.#listeners.size === 0) return;
    this.#answered(this.#catchUp()).catch(() => {}); // tried again with the next line, and by who asks
  }

  #catchUp(): Promise<void> {
    this.#catching ??= this.#readKept().finally(() => {
      this.#catching = null;
    });
    return this.#catching;
  }

  async #readKept(): Promise<void> {
    const { redis, subscriber } = this.#options;
    let connection: number;
    let kept: string[];
    do {
      connection = this.#connection;
      await subscriber.subscribe(this.#channel);
      kept = await redis.lrange(`${this.#channel}:lines`, 0, -1);
    } while (connection !== this.#connection);
    this.#complete = true;
    for (const line of kept) this.#add(JSON.parse(line));
    for (const line of this.#early.splice(0)) this.#add(line);
  }

  #hear(message: string): void {
    try {
      const { line } = JSON.parse(message) as Told;
      if (typeof line?.id !== 'number') throw new Error('no line');
      if (this.#complete) this.#add(line);
      else this.#keepEarly(line);
    } catch (error) {
      this.#options.log.warn({ err: error }, 'the lobby chat heard what is none of it');
    }
  }

  #keepEarly(line: ChatLine): void {
    this.#early = [...this.#early, line].slice(-HISTORY);
    this.#completeForListeners();
  }

  #add(line: ChatLine): void {
    if (this.#lines.some((known) => known.id === line.id)) return;
    this.#lines.push(line);
    if (this.#lines.length > HISTORY) this.#lines.shift();
    this.#tell((listener) => listener.said(line));
  }

  #tell(what: (listener: ChatListener) => void): void {
    for (const listener of [...this.#listeners]) {
      try {
        what(listener);
      } catch (error) {
        this.#options.log.warn({ err: error }, 'a lobby could not be told what was said');
      }
    }
  }

  /** @throws Problem 503 `retry_later` */
  async #answered<T>(asked: Promise<T>): Promise<T> {
    try {
      const answer = await asked;
      this.#trouble.worked();
      return answer;
    } catch (error) {
      this.#trouble.failed(error);
      throw new Problem(503, 'retry_later', 'The chat does not answer. Try again.');
    }
  }
}
