import type { Redis } from 'ioredis';
import { Batches } from '../../lib/Batches.ts';
import type { Presence } from '../../players/presence.ts';
import { defineScript, type Script } from './defineScript.ts';
import { processKeys } from './processKeys.ts';

interface RedisPresenceOptions {
  prefix: string;
  /** This process. Known only once the framework is up. */
  ownId(): string;
  now(): number;
}

/** A player of whom nothing was here for so long is forgotten, in seconds. */
const PLAYER_S = 300;
/** Sockets of a process that was not heard of for so long are gone, in ms. */
const GONE_MS = 10_000;
/** Players per script when all are told again. */
const CHUNK = 500;

/**
 * A player's hash has `seen`, what `RedisPlaces` puts there, and, for each process with sockets of theirs,
 * `at:{process}` with how many. `players:online` is the set of those who have any; `process:{id}:players` is a
 * process's part of it.
 */
const COMMON = `
local function settle(player, key, online)
  for _, field in ipairs(redis.call('HKEYS', key)) do
    if string.sub(field, 1, 3) == 'at:' then return end
  end
  redis.call('SREM', online, player)
end`;

/**
 * KEYS: sockets of this process, online; ARGV: what names of players begin with, process, now, then player and count
 */
const PUT = `${COMMON}
for i = 4, #ARGV, 2 do
  local player, key = ARGV[i], ARGV[1] .. ARGV[i]
  redis.call('HSET', key, 'seen', ARGV[3])
  if ARGV[i + 1] == '0' then
    redis.call('HDEL', key, 'at:' .. ARGV[2])
    redis.call('SREM', KEYS[1], player)
    settle(player, key, KEYS[2])
  else
    redis.call('HSET', key, 'at:' .. ARGV[2], ARGV[i + 1])
    redis.call('SADD', KEYS[1], player)
    redis.call('SADD', KEYS[2], player)
  end
  redis.call('EXPIRE', key, ${PLAYER_S})
end
redis.call('EXPIRE', KEYS[1], 3600)`;

/** KEYS: player; ARGV: now */
const SEEN = `
redis.call('HSET', KEYS[1], 'seen', ARGV[1])
redis.call('EXPIRE', KEYS[1], ${PLAYER_S})`;

/** KEYS: player, beats; ARGV: what names of leases begin with → when the player was last here, 'now' or nothing */
const LAST = `
local last, fields = 0, redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  local process = string.match(fields[i], '^at:(.*)$')
  if process and redis.call('EXISTS', ARGV[1] .. process) == 1 then return 'now' end
  local at = process and redis.call('ZSCORE', KEYS[2], process) or fields[i] == 'seen' and fields[i + 1]
  if at then last = math.max(last, tonumber(at)) end
end
return last > 0 and string.format('%.0f', last)`;

/** KEYS: beats, online; ARGV: what names of leases and of players begin with, how long ago is gone → how many */
const ONLINE = `${COMMON}
for _, process in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[3])) do
  if redis.call('EXISTS', ARGV[1] .. process) == 0 then
    local sockets, beat = ARGV[1] .. process .. ':players', redis.call('ZSCORE', KEYS[1], process)
    for _, player in ipairs(redis.call('SMEMBERS', sockets)) do
      local key = ARGV[2] .. player
      if redis.call('HDEL', key, 'at:' .. process) == 1 then
        local seen = tonumber(redis.call('HGET', key, 'seen') or 0)
        if seen < tonumber(beat) then redis.call('HSET', key, 'seen', beat) end
      end
      settle(player, key, KEYS[2])
    end
    redis.call('DEL', sockets)
    redis.call('ZREM', KEYS[1], process)
  end
end
return redis.call('SCARD', KEYS[2])`;

/**
 * Presence over all processes. Sockets are counted per process, so those of a process that died (see
 * `RedisLiveness`) do not count. While Redis is away, nobody is kept from connecting: `refresh`, to be called every
 * few seconds, tells it everything again. It also makes up for keys that expire or were lost.
 */
export class RedisPresence implements Presence {
  readonly #options: RedisPresenceOptions;
  /** Since when this process knows anything. */
  readonly #since: number;
  readonly #players: string;
  readonly #online: string;
  readonly #put: Script<null>;
  readonly #seen: Script<null>;
  readonly #last: Script<string | null>;
  readonly #count: Script<number>;
  /** Sockets in this process. */
  readonly #sockets = new Map<string, number>();
  /** Players who left this process, of which Redis could not be told. */
  readonly #untold = new Set<string>();
  /** Many come, or go, at once: Redis is told of them together. */
  readonly #telling = new Batches<string>({
    atOnce: 1,
    bytes: (player) => player.length,
    restMs: 5,
    run: async (players) => {
      await this.#tell(players);
      return players.map(() => null);
    },
  });

  constructor(redis: Redis, options: RedisPresenceOptions) {
    this.#since = options.now();
    this.#options = options;
    this.#players = `${options.prefix}player:`;
    this.#online = `${options.prefix}players:online`;
    this.#put = defineScript(redis, 'presencePut', PUT);
    this.#seen = defineScript(redis, 'presenceSeen', SEEN);
    this.#last = defineScript(redis, 'presenceLast', LAST);
    this.#count = defineScript(redis, 'presenceOnline', ONLINE);
  }

  async connected(player: string): Promise<void> {
    this.#sockets.set(player, (this.#sockets.get(player) ?? 0) + 1);
    await this.#telling.add(player).catch(() => {});
  }

  async disconnected(player: string): Promise<void> {
    const left = (this.#sockets.get(player) ?? 0) - 1;
    if (left > 0) this.#sockets.set(player, left);
    else this.#sockets.delete(player);
    await this.#telling.add(player).catch(() => this.#untold.add(player));
  }

  async seen(player: string): Promise<void> {
    await this.#seen([this.#players + player], [this.#options.now()]).catch(() => {});
  }

  async goneFor(player: string): Promise<number> {
    if (this.#sockets.has(player)) return 0;
    const { leases, beats } = processKeys(this.#options.prefix);
    const last = await this.#last([this.#players + player, beats], [leases]);
    // Nobody knows: Redis may have lost it. Who is not here is gone from then on at the latest.
    if (last === null) return Math.max(0, this.#options.now() - this.#since);
    return last === 'now' ? 0 : Math.max(0, this.#options.now() - Number(last));
  }

  async online(): Promise<number> {
    const { leases, beats } = processKeys(this.#options.prefix);
    return this.#count([beats, this.#online], [leases, this.#players, this.#options.now() - GONE_MS]);
  }

  /** Tells Redis of all who are connected here. */
  async refresh(): Promise<void> {
    const players = [...new Set([...this.#sockets.keys(), ...this.#untold])];
    for (let i = 0; i < players.length; i += CHUNK) await this.#tell(players.slice(i, i + CHUNK));
  }

  async #tell(players: readonly string[]): Promise<void> {
    const { prefix, ownId, now } = this.#options;
    const own = `${processKeys(prefix).leases}${ownId()}:players`;
    const counts = [...new Set(players)].flatMap((player) => [player, this.#sockets.get(player) ?? 0]);
    await this.#put([own, this.#online], [this.#players, ownId(), now(), ...counts]);
    for (const player of players) this.#untold.delete(player);
  }
}
