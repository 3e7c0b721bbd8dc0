import assert from 'node:assert/strict';
import { KINDS, newId, type Stores } from './stores.ts';

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`preferences in ${kind}`, function () {
    this.timeout(180_000);
    let stores: Stores;

    before(async () => {
      stores = await open();
    });
    after(() => stores?.close());

    it('are none at first', async () => {
      assert.equal(await stores.preferences.get(newId()), null);
      assert.equal(await stores.preferences.get('nobody'), null);
    });

    it('are the last that were set', async () => {
      const { id } = await stores.accounts.create({ id: newId(), name: 'Ada' });
      await stores.preferences.set(id, { game: 'holdem', regions: { eu: 20, us: 110.5 }, bots: true });
      await stores.preferences.set(id, { game: 'relay', regions: { asia: 5 }, bots: false });
      assert.deepEqual(await stores.preferences.get(id), {
        game: 'relay',
        regions: { asia: 5 },
        bots: false,
        blocked: [],
      });
    });

    it('keep what is left out, and one is taken off who are blocked', async () => {
      const { preferences } = stores;
      const { id } = await stores.accounts.create({ id: newId(), name: 'Ada' });
      const [first, second] = [newId(), newId()];
      const none = { regions: {}, bots: false, blocked: [] };
      assert.deepEqual(await preferences.set(id, { game: 'relay' }), { game: 'relay', ...none });
      await preferences.set(id, { game: 'relay', regions: { eu: 20 }, bots: true, blocked: [first, second] });
      await preferences.unblock(id, first);
      await preferences.unblock(newId(), second);
      const kept = { game: 'holdem', regions: { eu: 20 }, bots: true, blocked: [second] };
      assert.deepEqual(await preferences.set(id, { game: 'holdem' }), kept);
      assert.deepEqual(await preferences.get(id), kept);
      await preferences.unblock(id, second);
      assert.deepEqual((await preferences.get(id))?.blocked, []);
    });

    it('keep who is blocked until others are named', async () => {
      const { id } = await stores.accounts.create({ id: newId(), name: 'Ada' });
      const { id: other } = await stores.accounts.create({ id: newId(), name: 'Ben' });
      const set = { game: 'holdem', regions: {}, bots: true };
      const [first, second] = [newId(), newId()];
      await stores.preferences.set(id, { ...set, blocked: [first, second] });
      await stores.preferences.set(id, { ...set, game: 'relay' });
      await stores.preferences.set(other, set);
      assert.deepEqual(await stores.preferences.get(id), { ...set, game: 'relay', blocked: [first, second] });
      const asked = [id, other, newId(), 'nobody'];
      assert.deepEqual(await stores.preferences.blocksOf(asked), new Map([[id, [first, second]]]));
      await stores.preferences.set(id, { ...set, blocked: [] });
      assert.deepEqual(await stores.preferences.blocksOf(asked), new Map());
      assert.deepEqual(await stores.preferences.blocksOf([]), new Map());
    });
  });
}
