import type { Redis } from 'ioredis';
import { unsure } from '../../lib/unavailable.ts';
import type { MatchDirectory } from '../../match/directory.ts';
import type { LiveMatch } from '../../match/live.ts';
import { defineScript, type Script } from './defineScript.ts';
import { WholeDirectory } from './WholeDirectory.ts';

/** A match that its owner does not list again for so long is off the lists, in seconds. */
const ROOM_S = 600;
/** A player whom no owner claims again for so long is free, in seconds. */
const BINDING_S = 300;

/** KEYS: room, live, available; ARGV: id, match, game, people when it waits for more or '' */
const PUT = `
redis.call('SET', KEYS[1], ARGV[2], 'EX', ${ROOM_S})
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
if ARGV[4] == '' then redis.call('ZREM', KEYS[3], ARGV[1])
else redis.call('ZADD', KEYS[3], ARGV[4], ARGV[1]) end`;

/** KEYS: room, live, bound; ARGV: id, what names of `available` and of players begin with */
const REMOVE = `
local game = redis.call('HGET', KEYS[2], ARGV[1])
if game then redis.call('ZREM', ARGV[2] .. game, ARGV[1]) end
redis.call('HDEL', KEYS[2], ARGV[1])
for _, player in ipairs(redis.call('SMEMBERS', KEYS[3])) do
  local binding = ARGV[3] .. player .. ':match'
  if redis.call('GET', binding) == ARGV[1] then redis.call('DEL', binding) end
end
redis.call('DEL', KEYS[1], KEYS[3])`;

/** KEYS: live; ARGV: what names of rooms and of `available` begin with. What expired leaves the lists. */
const LIST = `
local all, live = {}, redis.call('HGETALL', KEYS[1])
for i = 1, #live, 2 do
  local match = redis.call('GET', ARGV[1] .. live[i])
  if match then all[#all + 1] = match
  else
    redis.call('HDEL', KEYS[1], live[i])
    redis.call('ZREM', ARGV[2] .. live[i + 1], live[i])
  end
end
return all`;

/** What `CLAIM` answers where nobody knows. */
const UNKNOWN = '';

/**
 * KEYS: the player's, bound, whole; ARGV: match, player, 1 when seated there → the match of another binding, or UNKNOWN
 */
const CLAIM = `
local other = redis.call('GET', KEYS[1])
if other and other ~= ARGV[1] then return other end
if not other and ARGV[3] == '0' and redis.call('EXISTS', KEYS[3]) == 0 then return '${UNKNOWN}' end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ${BINDING_S})
redis.call('SADD', KEYS[2], ARGV[2])
redis.call('EXPIRE', KEYS[2], ${BINDING_S})
return false`;

/** KEYS: the player's, bound; ARGV: match, player */
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
redis.call('SREM', KEYS[2], ARGV[2])`;

interface RedisDirectoryOptions {
  /** Of every key. */
  prefix: string;
  /** Ids of all running matches, by a store that did not lose its data with Redis. */
  running(): Promise<string[]>;
  /** Ms. */
  now(): number;
}

/**
 * The directory of all processes: `room:{id}`, `rooms:live` (their games), `rooms:available:{game}` (those that wait
 * for more, by people), `player:{id}:match` and `room:{id}:bound` (its players). Everything expires: owners put and
 * claim again now and then, which also makes up for a Redis that lost its data. Until they have, nobody is free: see
 * `WholeDirectory`.
 */
export class RedisDirectory implements MatchDirectory {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #put: Script<null>;
  readonly #remove: Script<null>;
  readonly #list: Script<string[]>;
  readonly #claim: Script<string | null>;
  readonly #release: Script<null>;

  readonly #whole: WholeDirectory;

  constructor(redis: Redis, { prefix, running, now }: RedisDirectoryOptions) {
    this.#redis = redis;
    this.#prefix = prefix;
    const listed = async () => (await this.list()).map(({ id }) => id);
    this.#whole = new WholeDirectory(redis, { prefix, running, listed, now });
    this.#put = defineScript(redis, 'directoryPut', PUT);
    this.#remove = defineScript(redis, 'directoryRemove', REMOVE);
    this.#list = defineScript(redis, 'directoryList', LIST);
    this.#claim = defineScript(redis, 'directoryClaim', CLAIM);
    this.#release = defineScript(redis, 'directoryRelease', RELEASE);
  }

  async put(match: LiveMatch): Promise<void> {
    const { id, game, phase, players } = match;
    const people = phase === 'waiting' ? players.filter(({ bot }) => !bot).length : '';
    await this.#put(
      [this.#room(id), this.#live(), `${this.#available()}${game}`],
      [id, JSON.stringify(match), game, people],
    );
  }

  async remove(match: string): Promise<void> {
    const keys = [this.#room(match), this.#live(), this.#bound(match)];
    await this.#remove(keys, [match, this.#available(), `${this.#prefix}player:`]);
  }

  async find(match: string): Promise<LiveMatch | null> {
    const found = await this.#redis.get(this.#room(match));
    return found === null ? null : JSON.parse(found);
  }

  async list(): Promise<LiveMatch[]> {
    const found = await this.#list([this.#live()], [this.#room(''), this.#available()]);
    return found.map((match) => JSON.parse(match));
  }

  async claim(player: string, match: string, { seated } = { seated: false }): Promise<string | null> {
    const keys = [this.#binding(player), this.#bound(match), this.#whole.key];
    const claim = () => this.#claim(keys, [match, player, seated ? 1 : 0]);
    const other = await claim();
    if (other !== UNKNOWN) return other;
    const again = (await this.#whole.look()) ? await claim() : other;
    if (again === UNKNOWN) throw unsureMatch(player);
    return again;
  }

  async release(player: string, match: string): Promise<void> {
    await this.#release([this.#binding(player), this.#bound(match)], [match, player]);
  }

  async of(player: string): Promise<string | null> {
    const look = () => this.#redis.mget(this.#binding(player), this.#whole.key);
    let [match = null, whole] = await look();
    if (match === null && !whole && (await this.#whole.look())) [match = null, whole] = await look();
    if (match === null && !whole) throw unsureMatch(player);
    return match;
  }

  #room(match: string): string {
    return `${this.#prefix}room:${match}`;
  }

  #bound(match: string): string {
    return `${this.#room(match)}:bound`;
  }

  #live(): string {
    return `${this.#prefix}rooms:live`;
  }

  #available(): string {
    return `${this.#prefix}rooms:available:`;
  }

  #binding(player: string): string {
    return `${this.#prefix}player:${player}:match`;
  }
}

function unsureMatch(player: string): Error {
  return unsure(`Redis lost its data: whether ${player} is in a match`);
}
