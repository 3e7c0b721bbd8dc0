import type { Redis } from 'ioredis';
import type { Liveness } from '../../match/liveness.ts';
import { defineScript, type Script } from './defineScript.ts';
import { processKeys } from './processKeys.ts';

interface RedisLivenessOptions {
  prefix: string;
  /** This process. Known only once the framework is up. */
  ownId(): string;
  /** `host:port` at which this process answers its peers, or ''. */
  address: string;
  /** Where this process runs. */
  region: string;
  now(): number;
  /**
   * For so long after Redis came up or lost its data, in ms, nobody is taken for dead: the living have to connect
   * and to say so first. 5 s by default.
   */
  graceMs?: number;
}

const LEASE_MS = 3000;
const GRACE_MS = 5000;
/** A process that was not heard of for so long is forgotten. */
const FORGET_MS = 3600_000;

const TIME = `
local time = redis.call('TIME')
local ms = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** KEYS: lease, beats, since, region; ARGV: process, address, now, region */
const BEAT = `${TIME}
redis.call('SET', KEYS[1], ARGV[2], 'PX', ${LEASE_MS})
redis.call('SET', KEYS[4], ARGV[4], 'PX', ${LEASE_MS})
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[3] - ${FORGET_MS})
redis.call('SET', KEYS[3], string.format('%.0f', ms), 'NX')`;

/** KEYS: lease, since; ARGV: channel, grace in ms → 1 when alive, or nobody can tell */
const ALIVE = `${TIME}
local since = tonumber(redis.call('GET', KEYS[2]))
local up = tonumber(string.match(redis.call('INFO', 'server'), 'uptime_in_seconds:(%d+)')) * 1000
local grace = tonumber(ARGV[2])
if not since or ms - since < grace or up < grace then return 1 end
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('PUBSUB', 'NUMSUB', ARGV[1])[2] > 0 and 1 or 0`;

/**
 * Liveness of many processes. One is alive while it holds a lease, which it renews every second, and listens on its
 * channel of the framework, `p:{process}`. A process that was killed is off its channel at once; one that hangs
 * loses its lease after 3 s.
 */
export class RedisLiveness implements Liveness {
  readonly #redis: Redis;
  readonly #options: RedisLivenessOptions;
  readonly #keys: ReturnType<typeof processKeys>;
  readonly #beat: Script<null>;
  readonly #alive: Script<0 | 1>;
  #left = false;

  constructor(redis: Redis, options: RedisLivenessOptions) {
    this.#redis = redis;
    this.#options = options;
    this.#keys = processKeys(options.prefix);
    this.#beat = defineScript(redis, 'livenessBeat', BEAT);
    this.#alive = defineScript(redis, 'livenessAlive', ALIVE);
  }

  async beat(): Promise<void> {
    if (this.#left) return;
    const { ownId, address, region, now } = this.#options;
    const { leases, beats, since, regions } = this.#keys;
    await this.#beat([leases + ownId(), beats, since, regions + ownId()], [ownId(), address, now(), region]);
  }

  async alive(process: string): Promise<boolean> {
    if (process === this.#options.ownId()) return !this.#left;
    const { leases, since } = this.#keys;
    const grace = this.#options.graceMs ?? GRACE_MS;
    return (await this.#alive([leases + process, since], [`p:${process}`, grace])) === 1;
  }

  async address(process: string): Promise<string | null> {
    return (await this.#redis.get(this.#keys.leases + process)) || null;
  }

  async region(process: string): Promise<string | null> {
    return this.#redis.get(this.#keys.regions + process);
  }

  async leave(): Promise<void> {
    this.#left = true;
    const { leases, regions } = this.#keys;
    await this.#redis.del(leases + this.#options.ownId(), regions + this.#options.ownId());
  }
}
