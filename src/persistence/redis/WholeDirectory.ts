import type { Redis } from 'ioredis';
import { defineScript, type Script } from './defineScript.ts';

interface WholeDirectoryOptions {
  prefix: string;
  /** Ids of all running matches, by a store that did not lose its data with Redis. */
  running(): Promise<string[]>;
  /** Ids of the matches whose owners have listed them, and bound their people before. */
  listed(): Promise<string[]>;
  /** Ms. */
  now(): number;
}

/** Nobody looks more often, in ms: many ask at once. */
const LOOK_EVERY_MS = 250;
/**
 * A match that nobody listed for so long will not be, in ms: who could bring it back had the time. Liveness gives the
 * living 5 s, and two sweeps follow.
 */
const AT_MOST_MS = 15_000;

const TIME = `
local time = redis.call('TIME')
local ms = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** KEYS: since, whole → when somebody first saw that the directory is not whole, and for how many ms that is so */
const BEGIN = `${TIME}
if redis.call('EXISTS', KEYS[2]) == 1 then return false end
redis.call('SET', KEYS[1], string.format('%.0f', ms), 'NX')
local since = redis.call('GET', KEYS[1])
return {since, ms - tonumber(since)}`;

/** KEYS: since, whole; ARGV: since → 1 when it is whole. Not where Redis lost its data once more. */
const END = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.call('EXISTS', KEYS[2]) end
redis.call('SET', KEYS[2], ARGV[1])
redis.call('DEL', KEYS[1])
return 1`;

/**
 * Whether the directory knows of everybody who is in a match: `directory:whole` is there, and goes when Redis loses its
 * data. It comes back once every match that runs by Postgres is listed: by its owner, or who took it over.
 */
export class WholeDirectory {
  /** Exists while the directory is whole. */
  readonly key: string;
  readonly #since: string;
  readonly #options: WholeDirectoryOptions;
  readonly #begin: Script<[since: string, forMs: number] | null>;
  readonly #end: Script<0 | 1>;
  #last: Promise<boolean> | null = null;
  #nextAt = Number.NEGATIVE_INFINITY;

  constructor(redis: Redis, options: WholeDirectoryOptions) {
    this.#options = options;
    this.key = `${options.prefix}directory:whole`;
    this.#since = `${options.prefix}directory:since`;
    this.#begin = defineScript(redis, 'directoryBegin', BEGIN);
    this.#end = defineScript(redis, 'directoryEnd', END);
  }

  /** Looks whether it is whole again. */
  look(): Promise<boolean> {
    const now = this.#options.now();
    if (this.#last && now < this.#nextAt) return this.#last;
    this.#nextAt = now + LOOK_EVERY_MS;
    this.#last = this.#look().then((whole) => {
      if (whole) this.#nextAt = Number.NEGATIVE_INFINITY; // who asks again saw that it is lost once more
      return whole;
    });
    return this.#last;
  }

  async #look(): Promise<boolean> {
    const { running, listed } = this.#options;
    const begun = await this.#begin([this.#since, this.key]);
    if (!begun) return true;
    const [since, forMs] = begun;
    // While Postgres is away nobody knows: waiting does not help.
    const wanted = await running();
    const there = new Set(await listed());
    if (forMs < AT_MOST_MS && wanted.some((match) => !there.has(match))) return false;
    return (await this.#end([this.#since, this.key], [since])) === 1;
  }
}
