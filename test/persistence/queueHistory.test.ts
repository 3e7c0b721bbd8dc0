import assert from 'node:assert/strict';
import type { MadeTable } from '../../src/matchmaking/queueHistory.ts';
import { KINDS, newId, type Stores } from './stores.ts';

const DAY = 24 * 3_600_000;
const START = Date.UTC(2026, 0, 1);

function madeTable(game: string, at: number, more: Partial<MadeTable> = {}): MadeTable {
  const people = [
    { waitedMs: 1200, rating: 1500.5 },
    { waitedMs: 0, rating: 1400 },
  ];
  return { match: newId(), game, at, people, bots: 1, spread: 100.5, region: 'eu', ...more };
}

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`what matchmaking made, in ${kind}`, function () {
    this.timeout(180_000);
    let stores: Stores;

    before(async () => {
      stores = await open();
    });
    after(() => stores?.close());

    it('is answered newest first, game by game', async () => {
      const tables = [1, 3, 2].map((i) => madeTable('relay', START + i, { region: i === 1 ? null : 'eu' }));
      for (const table of [...tables, madeTable('holdem', START)]) await stores.history.made(table);
      const [first, last, middle] = tables;
      assert.deepEqual(await stores.history.recent('relay', 10), [last, middle, first]);
      assert.deepEqual(await stores.history.recent('relay', 1), [last]);
      assert.deepEqual(await stores.history.recent('chess', 10), []);
      assert.equal(await stores.history.count('relay'), 3);
      assert.equal(await stores.history.count('chess'), 0);
    });

    it('is counted once, also when it is told at once and again', async () => {
      const tables = Array.from({ length: 5 }, (_, i) => madeTable('arena', START + i));
      await Promise.all([...tables, ...tables].map((table) => stores.history.made(table)));
      assert.equal(await stores.history.count('arena'), 5);
      assert.equal((await stores.history.recent('arena', 10)).length, 5);
    });

    it('counts who sat down later at their table, once, and not as a table', async () => {
      const table = madeTable('joined', START);
      await stores.history.made(table);
      const person = { waitedMs: 3_000.5, rating: 1_700, home: 'eu', joined: { by: 'p1', at: START + 9 } };
      const other = { ...person, joined: { by: 'p2', at: START + 20 } };
      await stores.history.joined(table.match, 'p1', [person, { ...person, rating: 1_600 }], 300.5);
      await Promise.all([1, 2].map(() => stores.history.joined(table.match, 'p1', [person], 9)));
      await stores.history.joined(table.match, 'p2', [other], 310);
      await stores.history.joined(newId(), 'p3', [other], 310);
      const people = [...table.people, person, { ...person, rating: 1_600 }, other];
      assert.deepEqual(await stores.history.recent('joined', 10), [{ ...table, people, spread: 310 }]);
      assert.equal(await stores.history.count('joined'), 1);
    });

    it('is forgotten after 30 days and still counted', async () => {
      const [old, kept, newest] = [0, 1, 30].map((day) => madeTable('button', START + day * DAY));
      assert.ok(old && kept && newest);
      for (const table of [old, kept, newest]) await stores.history.made(table);
      assert.equal((await stores.history.recent('button', 10)).length, 3);
      const next = madeTable('button', newest.at + 1);
      await stores.history.made(next);
      assert.deepEqual(await stores.history.recent('button', 10), [next, newest, kept]);
      assert.equal(await stores.history.count('button'), 4);
    });
  });
}
