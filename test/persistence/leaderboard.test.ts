import assert from 'node:assert/strict';
import type { Seated } from '../../src/match/journal.ts';
import type { LeaderboardRow } from '../../src/match/records.ts';
import { HIDDEN_NAME } from '../../src/persistence/leaderboardRows.ts';
import { person, resultOf, startOf } from './matches.ts';
import { KINDS, newId, type Stores } from './stores.ts';

/** Ratings from the top: mu − 2 sigma is 1500, 1400, 1400, 1300, 1200, 1100, 1000. */
const RATINGS = [
  { mu: 1600, sigma: 50 },
  { mu: 1900, sigma: 250 },
  { mu: 1600, sigma: 100 },
  { mu: 1400, sigma: 50 },
  { mu: 1800, sigma: 300 },
  { mu: 1200, sigma: 50 },
  { mu: 1500, sigma: 250 },
];

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`leaderboards in ${kind}`, function () {
    this.timeout(180_000);
    let stores: Stores;
    let people: Seated[];

    before(async () => {
      stores = await open();
      people = [];
      for (const [i] of RATINGS.entries()) people.push(await person(stores, `P${i}`));
      const start = startOf(people);
      await stores.records.started(start);
      await stores.records.finished(resultOf(start), () =>
        RATINGS.map((rating) => ({ ...rating, played: 1 })),
      );
    });
    after(() => stores?.close());

    const names = (rows: LeaderboardRow[]) => rows.map(({ name }) => name);
    const idOf = (i: number) => people[i]?.id ?? '';

    it('order by mu less two sigma, and give equals the same rank', async () => {
      const rows = await stores.records.leaderboard('relay', { limit: 10 });
      assert.deepEqual(names(rows), ['P0', 'P2', 'P1', 'P3', 'P4', 'P5', 'P6']);
      assert.deepEqual(
        rows.map(({ rank }) => rank),
        [1, 2, 2, 4, 5, 6, 7],
      );
      assert.deepEqual(rows[0], {
        rank: 1,
        player: idOf(0),
        name: 'P0',
        face: null,
        rating: { mu: 1600, sigma: 50, played: 1 },
      });
    });

    it('stop at the limit', async () => {
      assert.deepEqual(names(await stores.records.leaderboard('relay', { limit: 2 })), ['P0', 'P2']);
      assert.equal((await stores.records.leaderboard('relay', { limit: -1 })).length, 1);
      assert.equal((await stores.records.leaderboard('relay', { limit: 1e9 })).length, 7);
    });

    it('show the rows about a player', async () => {
      const around = (i: number, limit: number) =>
        stores.records
          .leaderboard('relay', { limit, around: idOf(i) })
          .then((rows) => [names(rows), rows[0]?.rank]);
      assert.deepEqual(await around(3, 3), [['P1', 'P3', 'P4'], 2]);
      assert.deepEqual(await around(0, 3), [['P0', 'P2', 'P1'], 1]);
      assert.deepEqual(await around(6, 3), [['P4', 'P5', 'P6'], 5]);
      assert.deepEqual(await around(5, 1), [['P5'], 6]);
      assert.deepEqual(await around(4, 100), [['P0', 'P2', 'P1', 'P3', 'P4', 'P5', 'P6'], 1]);
    });

    it('are empty where nobody is rated, and about somebody who is not', async () => {
      const stranger = await person(stores);
      assert.deepEqual(await stores.records.leaderboard('holdem', { limit: 10 }), []);
      for (const around of [stranger.id, newId(), 'nobody']) {
        assert.deepEqual(await stores.records.leaderboard('relay', { limit: 10, around }), []);
      }
    });

    it('hide the name of somebody who is banned, while the ban lasts', async () => {
      await stores.accounts.update(idOf(0), { bannedUntil: stores.clock.now + 1000 });
      const [banned] = await stores.records.leaderboard('relay', { limit: 1 });
      stores.clock.now += 1000;
      const [pardoned] = await stores.records.leaderboard('relay', { limit: 1, around: idOf(0) });
      assert.deepEqual([banned?.name, pardoned?.name], [HIDDEN_NAME, 'P0']);
    });
  });
}
