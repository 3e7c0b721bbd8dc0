import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Lease } from '../../matchmaking/lease.ts';
import { defineScript, type Script } from './defineScript.ts';

const LEASE_MS = 3000;

/**
 * KEYS: lease, token; ARGV: holder → the token, or 0 when it is somebody else's.
 * A new token is the time in µs at least: it grows even after Redis lost the last one.
 */
const HOLD = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ${LEASE_MS})
local token = tonumber(redis.call('GET', KEYS[2]) or 0)
if not holder or token == 0 then
  local time = redis.call('TIME')
  token = math.max(token + 1, time[1] * 1000000 + time[2])
  redis.call('SET', KEYS[2], string.format('%.0f', token))
end
return token`;

const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

/** A lease among all processes, `lease:{name}`. */
export class RedisLease implements Lease {
  readonly #keys: [lease: string, token: string];
  readonly #hold: Script<number>;
  readonly #release: Script<null>;
  readonly #now: () => number;
  readonly #holder = randomUUID();
  #token = 0;
  #until = 0;
  #released = false;

  /** @param now a clock that only goes forward, in ms: how long the lease is ours is counted here too */
  constructor(redis: Redis, { prefix, name, now }: { prefix: string; name: string; now(): number }) {
    this.#keys = [`${prefix}lease:${name}`, `${prefix}lease:${name}:token`];
    this.#hold = defineScript(redis, 'leaseHold', HOLD);
    this.#release = defineScript(redis, 'leaseRelease', RELEASE);
    this.#now = now;
  }

  async hold(): Promise<boolean> {
    if (this.#released) return false;
    const asked = this.#now();
    this.#token = await this.#hold(this.#keys, [this.#holder]);
    this.#until = this.#token === 0 ? 0 : asked + LEASE_MS;
    return this.token() !== 0;
  }

  async release(): Promise<void> {
    this.#released = true;
    await this.#release([this.#keys[0]], [this.#holder]);
  }

  token(): number {
    return !this.#released && this.#now() < this.#until ? this.#token : 0;
  }
}
