import type { Redis } from 'ioredis';
import type { Places, PlayerPlace } from '../../match/places.ts';
import { defineScript, type Script } from './defineScript.ts';

/** A player of whom nothing is told for so long is forgotten, in seconds. */
const PLAYER_S = 300;

/** KEYS: players; ARGV: now, then sid, x, y, colors and status of each */
const PUT = `
for i, key in ipairs(KEYS) do
  local at = 2 + (i - 1) * 5
  if redis.call('HGET', key, 'sid') ~= ARGV[at] then redis.call('HSET', key, 'joined_timestamp', ARGV[1]) end
  redis.call('HSET', key, 'sid', ARGV[at], 'x', ARGV[at + 1], 'y', ARGV[at + 2], 'colors', ARGV[at + 3],
    'status', ARGV[at + 4])
  redis.call('EXPIRE', key, ${PLAYER_S})
end`;

/** KEYS: players; ARGV: sid of each */
const REMOVE = `
for i, key in ipairs(KEYS) do
  if redis.call('HGET', key, 'sid') == ARGV[i] then
    redis.call('HDEL', key, 'sid', 'x', 'y', 'colors', 'joined_timestamp', 'status')
  end
end`;

/** Places in `player:{id}`, beside what presence keeps there. */
export class RedisPlaces implements Places {
  readonly #players: string;
  readonly #put: Script<null>;
  readonly #remove: Script<null>;

  /** @param prefix of every key */
  constructor(redis: Redis, prefix: string) {
    this.#players = `${prefix}player:`;
    this.#put = defineScript(redis, 'placesPut', PUT);
    this.#remove = defineScript(redis, 'placesRemove', REMOVE);
  }

  async put(places: readonly PlayerPlace[], now: number): Promise<void> {
    const told = places.flatMap(({ sid, x, y, colors, status }) => [sid, x, y, colors, status]);
    await this.#put(this.#keys(places), [now, ...told]);
  }

  async remove(places: readonly Pick<PlayerPlace, 'player' | 'sid'>[]): Promise<void> {
    await this.#remove(
      this.#keys(places),
      places.map(({ sid }) => sid),
    );
  }

  #keys(places: readonly { player: string }[]): string[] {
    return places.map(({ player }) => this.#players + player);
  }
}
