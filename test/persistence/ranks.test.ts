import assert from 'node:assert/strict';
import { MemoryRanks } from '../../src/persistence/memory/memoryRanks.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisRanks } from '../../src/persistence/redis/redisRanks.ts';
import type { RankStore, RatedIn } from '../../src/players/ranks.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';

interface Fixture {
  store: RankStore;
  close(): Promise<void>;
}

const KINDS: Record<string, () => Promise<Fixture>> = {
  memory: async () => ({ store: new MemoryRanks(), close: async () => {} }),
  Redis: async () => {
    const redis = quietRedis((await sharedRedis()).url);
    return { store: new RedisRanks(redis, freshPrefix()), close: () => closeRedis(redis) };
  },
};

const GAMES = ['relay', 'holdem'];
const KEPT = { epoch: 'one', until: 1000 };
/** Somebody of this strength: sigma is 50. */
const rated = (player: string, strength: number, played = 1): Omit<RatedIn, 'game'> => ({
  player,
  rating: { mu: strength + 100, sigma: 50, played },
});
const inGame = (game: string, ...all: Omit<RatedIn, 'game'>[]): RatedIn[] =>
  all.map((one) => ({ game, ...one }));

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`ranks in ${kind}`, () => {
    let store: RankStore;
    let close: () => Promise<void>;
    beforeEach(async () => {
      ({ store, close } = await open());
    });
    afterEach(() => close());

    async function whole(...all: RatedIn[]): Promise<void> {
      await store.begin('build', GAMES);
      assert.equal(await store.fill('build', all), true);
      assert.equal(await store.finish('build', KEPT), true);
    }
    const placesOf = async (...players: string[]) =>
      Promise.all(
        players.map(async (player) => {
          const place = await store.place('relay', player);
          return place && [place.rank, place.before];
        }),
      );

    it('give equals the same rank, in an order that stays, and know each game apart', async () => {
      await whole(
        ...inGame(
          'relay',
          rated('a', 1400),
          rated('b', 1500),
          rated('c', 1400),
          rated('d', 1400.0000000000002),
        ),
        ...inGame('holdem', rated('a', 1), rated('e', 2)),
      );
      assert.deepEqual(await placesOf('b', 'd', 'c', 'a', 'e'), [[1, 0], [2, 1], [3, 2], [3, 3], null]);
      assert.deepEqual(await store.place('holdem', 'a'), { rank: 2, before: 1 });
      assert.equal(await store.place('chess', 'a'), null);
    });

    it('are in order whatever comes in whatever order', async () => {
      const players = Array.from({ length: 40 }, (_, i) => rated(`p${10 + i}`, (i * 7) % 13));
      await whole(...inGame('relay', ...players));
      const next = players.map(({ player }, i) => rated(player, (i * 11) % 17, 2));
      for (let i = 0; i < next.length; i += 4) await store.put('relay', next.slice(i, i + 4));
      const order = next.toSorted((a, b) => b.rating.mu - a.rating.mu || (a.player < b.player ? 1 : -1));
      const expected = order.map(({ rating }, i) => [
        1 + order.filter((other) => other.rating.mu > rating.mu).length,
        i,
      ]);
      assert.deepEqual(await placesOf(...order.map(({ player }) => player)), expected);
    });

    it('tell how those of a match moved, among each other too', async () => {
      await whole(...inGame('relay', rated('a', 1400), rated('b', 1300), rated('c', 1200)));
      const moves = await store.put('relay', [rated('c', 1500, 2), rated('a', 1250, 2), rated('d', 1400)]);
      assert.deepEqual(moves, [
        { player: 'c', before: 3, after: 1 },
        { player: 'a', before: 1, after: 4 },
        { player: 'd', before: null, after: 2 },
      ]);
      assert.deepEqual(await store.put('relay', []), []);
    });

    it('keep the newer of two ratings, in whatever order they are told', async () => {
      await whole(...inGame('relay', rated('a', 1400, 3), rated('b', 1300)));
      await store.put('relay', [rated('a', 1200, 5)]);
      const late = await store.put('relay', [rated('a', 1450, 4)]);
      assert.deepEqual(late, [{ player: 'a', before: 2, after: 2 }]);
      assert.deepEqual(await placesOf('a', 'b'), [
        [2, 1],
        [1, 0],
      ]);
    });

    it('are without those who are gone', async () => {
      await whole(...inGame('relay', rated('a', 3), rated('b', 2)), ...inGame('holdem', rated('a', 1)));
      await store.remove(['a', 'nobody'], GAMES);
      await store.remove([], GAMES);
      assert.deepEqual(await placesOf('a', 'b'), [null, [1, 0]]);
      assert.equal(await store.place('holdem', 'a'), null);
      assert.deepEqual(await store.put('relay', [rated('a', 1)]), [{ player: 'a', before: null, after: 2 }]);
    });

    it('are not believed before they are whole, and keep what comes meanwhile', async () => {
      assert.equal(await store.kept(), null);
      assert.deepEqual(await store.put('relay', [rated('a', 1)]), []);
      await whole(...inGame('relay', rated('a', 1), rated('b', 2)));
      assert.deepEqual(await store.kept(), KEPT);
      await store.begin('next', GAMES);
      assert.deepEqual([await store.kept(), ...(await placesOf('b'))], [null, null]);
      assert.deepEqual(await store.put('relay', [rated('b', 9, 2)]), []);
      assert.equal(await store.fill('next', inGame('relay', rated('c', 4), rated('b', 3))), true);
      assert.deepEqual(await placesOf('b', 'c'), [null, null]);
      await store.finish('next', { epoch: 'two', until: 5 });
      assert.deepEqual(await placesOf('b', 'c', 'a'), [[1, 0], [2, 1], null]);
    });

    it('are made by the one who began last', async () => {
      await store.begin('one', GAMES);
      await store.begin('two', GAMES);
      assert.equal(await store.fill('one', inGame('relay', rated('a', 1))), false);
      assert.equal(await store.finish('one', KEPT), false);
      assert.equal(await store.kept(), null);
      assert.equal(await store.finish('two', KEPT), true);
      assert.equal(await store.fill('two', inGame('relay', rated('a', 1))), false, 'it is finished');
      assert.deepEqual(await placesOf('a'), [null]);
    });

    it('say how far they were compared with the records, of the same database', async () => {
      await store.checked(KEPT);
      assert.equal(await store.kept(), null, 'nothing is whole by that');
      await whole();
      await store.checked({ epoch: 'one', until: 2000 });
      await store.checked({ epoch: 'other', until: 3000 });
      assert.deepEqual(await store.kept(), { epoch: 'one', until: 2000 });
    });
  });
}

describe('ranks in Redis of which one key is deleted', () => {
  it('are not believed any more, and are made anew', async () => {
    const redis = quietRedis((await sharedRedis()).url);
    const prefix = freshPrefix();
    const store = new RedisRanks(redis, prefix);
    for (const key of ['leaderboard:relay', 'leaderboard:relay:played']) {
      await store.begin('build', GAMES);
      await store.fill('build', inGame('relay', rated('a', 1), rated('b', 2)));
      await store.finish('build', KEPT);
      await redis.del(prefix + key);
      assert.deepEqual(await store.put('relay', [rated('a', 5, 2)]), [], key);
      assert.equal(await store.kept(), null);
      await store.begin('build', GAMES);
      await store.fill('build', inGame('relay', rated('a', 1), rated('b', 2)));
      await store.finish('build', KEPT);
      await redis.del(prefix + key);
      assert.equal(await store.place('relay', 'b'), null);
      assert.equal(await store.kept(), null);
    }
    await closeRedis(redis);
  });
});
