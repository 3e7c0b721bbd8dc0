import assert from 'node:assert/strict';
import { bot, person, startOf } from './matches.ts';
import { KINDS, newId, type Stores } from './stores.ts';

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`recent opponents in ${kind}`, function () {
    this.timeout(180_000);
    let stores: Stores;

    before(async () => {
      stores = await open();
    });
    after(() => stores?.close());

    it('are those of matches that began since, with the last time', async () => {
      const [ann, ben, cid, dan] = await Promise.all(
        ['Ann', 'Ben', 'Cid', 'Dan'].map((name) => person(stores, name)),
      );
      assert.ok(ann && ben && cid && dan);
      const now = stores.clock.now;
      const tables = [
        { seats: [ann, dan, bot()], startedAt: now - 5001 },
        { seats: [ann, ben, bot()], startedAt: now - 1000 },
        { seats: [cid, ben, ann], startedAt: now - 5000 },
      ];
      for (const { seats, startedAt } of tables) await stores.records.started(startOf(seats, { startedAt }));
      const of = (players: string[]) => stores.records.recentOpponents(players, now - 5000);
      assert.deepEqual(
        await of([ann.id, cid.id, dan.id, newId(), 'nobody']),
        new Map([
          [ann.id, { [ben.id]: now - 1000, [cid.id]: now - 5000 }],
          [cid.id, { [ben.id]: now - 5000, [ann.id]: now - 5000 }],
        ]),
      );
      assert.deepEqual(await of([dan.id]), new Map());
      assert.deepEqual(await of([]), new Map());
    });
  });
}
