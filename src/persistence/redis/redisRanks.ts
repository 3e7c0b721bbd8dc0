import type { Redis } from 'ioredis';
import type { Place, RankMove, RankStore, RanksKept, RatedIn } from '../../players/ranks.ts';
import { ordinal } from '../../protocol/rating.ts';
import { defineScript, type Script } from './defineScript.ts';

/** An older rating changes nothing: processes may tell of a player's matches in any order. */
const SET = `
local function set(board, player, score, played)
  local known = redis.call('HGET', board .. ':played', player)
  if known and tonumber(known) > tonumber(played) then return end
  redis.call('HSET', board .. ':played', player, played)
  redis.call('ZADD', board, score, player)
end`;

const RANK = `
local function rank(board, player)
  local score = redis.call('ZSCORE', board, player)
  return score and redis.call('ZCOUNT', board, '(' .. score, '+inf') + 1
end`;

/** Somebody may have deleted one key of a board: then nothing is believed, and all of it is made anew. */
const WHOLE = `
local function whole(board, kept)
  if redis.call('EXISTS', kept) == 0 then return false end
  if redis.call('ZCARD', board) == redis.call('HLEN', board .. ':played') then return true end
  redis.call('DEL', kept)
  return false
end`;

/** KEYS: board, kept; ARGV: player → rank, how many stand before */
const PLACE = `${RANK}${WHOLE}
if not whole(KEYS[1], KEYS[2]) then return false end
local before = redis.call('ZREVRANK', KEYS[1], ARGV[1])
return before and { rank(KEYS[1], ARGV[1]), before }`;

/** KEYS: board, kept; ARGV: of each player id, score, matches played → of each the rank before, or 0, and after */
const PUT = `${SET}${RANK}${WHOLE}
local known, moves = whole(KEYS[1], KEYS[2]), {}
for i = 1, #ARGV, 3 do moves[#moves + 1] = rank(KEYS[1], ARGV[i]) or 0 end
for i = 1, #ARGV, 3 do set(KEYS[1], ARGV[i], ARGV[i + 1], ARGV[i + 2]) end
if not known then return {} end
for i = 1, #ARGV, 3 do moves[#moves + 1] = rank(KEYS[1], ARGV[i]) end
return moves`;

/** KEYS: build, kept; ARGV: build, what names of boards begin with, games */
const BEGIN = `
redis.call('DEL', KEYS[2])
redis.call('SET', KEYS[1], ARGV[1])
for i = 3, #ARGV do redis.call('UNLINK', ARGV[2] .. ARGV[i], ARGV[2] .. ARGV[i] .. ':played') end`;

/** KEYS: build; ARGV: build, what names of boards begin with, of each rating game, player, score, matches played */
const FILL = `${SET}
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
for i = 3, #ARGV, 4 do set(ARGV[2] .. ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]) end
return 1`;

/** KEYS: build, kept; ARGV: build, epoch, until */
const FINISH = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[2], 'epoch', ARGV[2], 'until', ARGV[3])
return 1`;

/** KEYS: kept; ARGV: epoch, until */
const CHECKED = `
if redis.call('HGET', KEYS[1], 'epoch') == ARGV[1] then redis.call('HSET', KEYS[1], 'until', ARGV[2]) end`;

/**
 * The ranks of all processes: `leaderboard:{game}`, a sorted set of players; `leaderboard:{game}:played`, by which
 * older ratings are told; `leaderboards`, which is there while they are whole; and `leaderboards:build` while they are
 * made.
 */
export class RedisRanks implements RankStore {
  readonly #redis: Redis;
  readonly #board: string;
  readonly #kept: string;
  readonly #build: string;
  readonly #scripts: {
    place: Script<[rank: number, before: number] | null>;
    put: Script<number[]>;
    begin: Script<null>;
    fill: Script<number>;
    finish: Script<number>;
    checked: Script<null>;
  };

  /** @param prefix of every key */
  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#board = `${prefix}leaderboard:`;
    this.#kept = `${prefix}leaderboards`;
    this.#build = `${prefix}leaderboards:build`;
    this.#scripts = {
      place: defineScript(redis, 'ranksPlace', PLACE),
      put: defineScript(redis, 'ranksPut', PUT),
      begin: defineScript(redis, 'ranksBegin', BEGIN),
      fill: defineScript(redis, 'ranksFill', FILL),
      finish: defineScript(redis, 'ranksFinish', FINISH),
      checked: defineScript(redis, 'ranksChecked', CHECKED),
    };
  }

  async place(game: string, player: string): Promise<Place | null> {
    const found = await this.#scripts.place([this.#board + game, this.#kept], [player]);
    return found && { rank: found[0], before: found[1] };
  }

  async put(game: string, rated: readonly Omit<RatedIn, 'game'>[]): Promise<RankMove[]> {
    if (rated.length === 0) return [];
    const ranks = await this.#scripts.put([this.#board + game, this.#kept], rated.flatMap(valuesOf));
    if (ranks.length === 0) return [];
    return rated.map(({ player }, i) => ({
      player,
      before: ranks[i] || null,
      after: ranks[rated.length + i] as number,
    }));
  }

  async remove(players: readonly string[], games: readonly string[]): Promise<void> {
    if (players.length === 0) return;
    const removing = this.#redis.multi();
    for (const game of games)
      removing.zrem(this.#board + game, ...players).hdel(`${this.#board}${game}:played`, ...players);
    await removing.exec();
  }

  async kept(): Promise<RanksKept | null> {
    const { epoch, until } = await this.#redis.hgetall(this.#kept);
    return epoch === undefined ? null : { epoch, until: Number(until) };
  }

  async checked({ epoch, until }: RanksKept): Promise<void> {
    await this.#scripts.checked([this.#kept], [epoch, until]);
  }

  async begin(build: string, games: readonly string[]): Promise<void> {
    await this.#scripts.begin([this.#build, this.#kept], [build, this.#board, ...games]);
  }

  async fill(build: string, rated: readonly RatedIn[]): Promise<boolean> {
    const values = rated.flatMap((one) => [one.game, ...valuesOf(one)]);
    return (await this.#scripts.fill([this.#build], [build, this.#board, ...values])) === 1;
  }

  async finish(build: string, { epoch, until }: RanksKept): Promise<boolean> {
    return (await this.#scripts.finish([this.#build, this.#kept], [build, epoch, until])) === 1;
  }
}

/** As Redis reads them, to the last bit. */
function valuesOf({
  player,
  rating,
}: Omit<RatedIn, 'game'>): [player: string, score: string, played: number] {
  return [player, String(ordinal(rating)), rating.played];
}
