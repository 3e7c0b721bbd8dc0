import assert from 'node:assert/strict';
import type { DataSource } from 'typeorm';
import { newRating } from '../../src/matchmaking/rating.ts';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { MemoryRanks } from '../../src/persistence/memory/memoryRanks.ts';
import { erasePlayer } from '../../src/persistence/postgres/erasePlayer.ts';
import { PostgresMatchRecords } from '../../src/persistence/postgres/postgresMatchRecords.ts';
import { PostgresRatingPages } from '../../src/persistence/postgres/ratingPages.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisRanks } from '../../src/persistence/redis/redisRanks.ts';
import { Ranking, type RatingPages } from '../../src/players/Ranking.ts';
import type { RankStore } from '../../src/players/ranks.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { quietRedis, startRedis } from '../support/redis.ts';
import { testSealer } from '../support/testSealer.ts';

const NOW = Date.UTC(2026, 0, 1);
/** More than two pages. */
const PLAYERS = 1100;
const LATE_MS = 59_000;

interface Place {
  database: DataSource;
  store: RankStore;
  /** Loses all ranks. */
  lose(): Promise<void>;
  close(): Promise<void>;
}

const KINDS: Record<string, () => Promise<Place>> = {
  'memory, from the embedded Postgres': async () => {
    let ranks = new MemoryRanks();
    const store = new Proxy({} as RankStore, {
      get: (_, name: keyof RankStore) => ranks[name].bind(ranks),
    });
    const lose = async () => {
      ranks = new MemoryRanks();
    };
    return { database: await freshEmbedded(), store, lose, close: async () => {} };
  },
  'Redis, from a real Postgres': async () => {
    const server = await startRedis();
    const redis = quietRedis(server.url);
    const database = await openDatabase(await freshPostgres(), { poolSize: 3 });
    return {
      database,
      store: new RedisRanks(redis, 'p:'),
      lose: () => server.flush(),
      async close() {
        await closeRedis(redis);
        await server.stop();
        await database.destroy();
      },
    };
  },
};

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`the ranking in ${kind}`, function () {
    this.timeout(180_000);
    let place: Place;
    let database: DataSource;
    let ranking: Ranking;
    let records: PostgresMatchRecords;
    let epoch = 'one';
    let now = NOW;
    let asked = 0;
    /** Told when a page of all ratings was read, before it is put. */
    let reading: () => Promise<void> = async () => {};

    before(async () => {
      place = await open();
      ({ database } = place);
      await database.query(
        `INSERT INTO players (id, name, created_at)
         SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'P' || i, now()
         FROM generate_series(1, $1) AS i`,
        [PLAYERS],
      );
      // Some are equal, some have no rating in the second game.
      await database.query(
        `INSERT INTO ratings (player_id, game, mu, sigma, played, updated_at)
         SELECT id, game, 1000 + (hashtext(id::text || game) % 400) / 3.0, 50 + (hashtext(name) % 7) / 7.0, 6, $1
         FROM players CROSS JOIN (VALUES ('relay'), ('holdem')) AS games (game)
         WHERE game = 'relay' OR hashtext(name) % 3 = 0`,
        [new Date(NOW - 3_600_000)],
      );
    });
    after(() => place?.close());
    beforeEach(async () => {
      await place.lose();
      [epoch, now, asked] = ['one', NOW, 0];
      reading = async () => {};
      const placeOf: RankStore['place'] = (game, player) => {
        asked += 1;
        return place.store.place(game, player);
      };
      records = new PostgresMatchRecords(database, {
        ...{ newRating, placeOf },
        hashOf: () => '',
        sealer: testSealer,
        now: () => NOW,
      });
      ranking = rankingOf();
    });

    function rankingOf(store = place.store): Ranking {
      const pages = new PostgresRatingPages(database);
      let builds = 0;
      return new Ranking({
        ...{ store, records },
        pages: {
          async all(after) {
            const page = await pages.all(after);
            await reading();
            return page;
          },
          changed: (...since) => pages.changed(...since),
          gone: (...since) => pages.gone(...since),
        } satisfies RatingPages,
        games: ['relay', 'holdem'],
        epoch: async () => epoch,
        now: () => now,
        newId() {
          builds += 1;
          return `build ${builds}`;
        },
        log: { warn() {} },
      });
    }

    /** All places, as Postgres counts them. */
    async function counted(): Promise<Map<string, [rank: number, before: number]>> {
      const rows: { game: string; player_id: string; rank: number; row: number }[] = await database.query(
        `SELECT game, player_id,
           (rank() OVER (PARTITION BY game ORDER BY mu - 2 * sigma DESC))::int AS rank,
           (row_number() OVER (PARTITION BY game ORDER BY mu - 2 * sigma DESC, player_id DESC))::int AS row
         FROM ratings`,
      );
      return new Map(rows.map(({ game, player_id, rank, row }) => [`${game} ${player_id}`, [rank, row - 1]]));
    }

    async function assertEqual(): Promise<void> {
      const expected = await counted();
      const actual = await Promise.all(
        [...expected.keys()].map(async (key) => {
          const [game = '', player = ''] = key.split(' ');
          const found = await place.store.place(game, player);
          return [key, found && [found.rank, found.before]] as const;
        }),
      );
      assert.deepEqual(new Map(actual), expected);
    }

    const someone = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
    async function rate(player: string, mu: number, at = now): Promise<void> {
      await database.query(
        "UPDATE ratings SET mu = $2, played = played + 1, updated_at = $3 WHERE player_id = $1 AND game = 'relay'",
        [player, mu, new Date(at)],
      );
    }

    it('is what Postgres says, and is so again after everything was lost', async () => {
      await ranking.check();
      await assertEqual();
      await place.lose();
      assert.equal(await ranking.place('relay', someone(7)), null);
      await ranking.changed('relay', [someone(7)]);
      assert.equal(await ranking.place('relay', someone(7)), null, 'a set of one is not believed');
      await ranking.check();
      await assertEqual();
    });

    it('is what a leaderboard asks for a place; while it is not there the rows are counted', async () => {
      const about = { limit: 5, around: someone(100) };
      const countedRows = await records.leaderboard('relay', about);
      assert.equal(asked, 1);
      await ranking.check();
      assert.deepEqual(await records.leaderboard('relay', about), countedRows);
      // What it says is taken, and nothing is counted.
      await place.store.put(
        'relay',
        Array.from({ length: 3 }, (_, i) => ({
          player: `other ${i}`,
          rating: { mu: 9000, sigma: 1, played: 1 },
        })),
      );
      const looked = await records.leaderboard('relay', about);
      assert.equal(looked[0]?.rank, (countedRows[0]?.rank ?? 0) + 3);
      const away = new PostgresMatchRecords(database, {
        newRating,
        placeOf: () => Promise.reject(new Error('Redis is away')),
        hashOf: () => '',
        sealer: testSealer,
        now: () => NOW,
      });
      assert.deepEqual(await away.leaderboard('relay', about), countedRows);
    });

    it('takes new ratings in whatever order processes tell of them', async () => {
      await ranking.check();
      const [slow, quick] = [someone(20), someone(21)];
      await rate(slow, 2000);
      const late = await records.ratingsIn('relay', [slow]);
      await rate(slow, 1100);
      await rate(quick, 1900);
      assert.deepEqual(
        (await ranking.changed('relay', [slow, quick])).map(({ player, after }) => [player, after > 1]),
        [
          [slow, true],
          [quick, false],
        ],
      );
      await place.store.put('relay', [{ player: slow, rating: late.get(slow) ?? newRating() }]);
      await assertEqual();
    });

    it('finds what a process stored that died before it told, or told while Redis was away', async () => {
      await ranking.check();
      now += 10_000;
      await rate(someone(30), 1777, now - LATE_MS); // its clock is behind
      await ranking.check();
      await assertEqual();
      now += 10_000;
      await rate(someone(31), 1778);
      const broken = rankingOf({ ...bound(place.store), put: () => Promise.reject(new Error('away')) });
      assert.deepEqual(await broken.changed('relay', [someone(31)]), []);
      await ranking.check();
      await assertEqual();
    });

    it('is without who deleted the account, also when nobody could tell of it', async () => {
      await ranking.check();
      await erasePlayer(database, someone(40), now);
      await ranking.gone(someone(40));
      assert.equal(await ranking.place('relay', someone(40)), null);
      await erasePlayer(database, someone(41), now);
      await ranking.changed('relay', [someone(41)]);
      await ranking.check();
      assert.equal(await ranking.place('relay', someone(41)), null);
      await assertEqual();
    });

    it('is right when ratings change and players go while it is made', async () => {
      let pages = 0;
      reading = async () => {
        pages += 1;
        if (pages !== 1) return; // both are on this page
        await rate(someone(1), 1999);
        await ranking.changed('relay', [someone(1)]);
        await erasePlayer(database, someone(2), now);
        await ranking.gone(someone(2));
      };
      await ranking.check();
      assert.ok(pages > 3);
      assert.equal(await ranking.place('relay', someone(2)), null);
      await assertEqual();
    });

    it('is not believed when what there was is lost while it is made, and made by the next check', async () => {
      let pages = 0;
      reading = async () => {
        pages += 1;
        if (pages === 2) await place.lose();
      };
      await ranking.check();
      assert.equal(await place.store.kept(), null);
      await ranking.check();
      await assertEqual();
    });

    it('is made by one, and by another when the first is slow', async () => {
      let pages = 0;
      const other = rankingOf();
      reading = async () => {
        pages += 1;
        if (pages === 2) {
          await place.store.begin('of another', ['relay', 'holdem']);
        }
      };
      await ranking.check();
      assert.equal(await place.store.kept(), null, 'the slow one finishes nothing');
      await other.check();
      await assertEqual();
    });

    it('is made anew when the database was put back', async () => {
      await ranking.check();
      await database.query("UPDATE ratings SET mu = mu + 1, played = 1 WHERE game = 'relay' AND mu > 1050");
      epoch = 'two';
      await ranking.check();
      await assertEqual();
    });
  });
}

/** As an object of its own. */
function bound(store: RankStore): RankStore {
  const names = ['place', 'put', 'remove', 'kept', 'checked', 'begin', 'fill', 'finish'] as const;
  return Object.fromEntries(names.map((name) => [name, store[name].bind(store)])) as unknown as RankStore;
}
