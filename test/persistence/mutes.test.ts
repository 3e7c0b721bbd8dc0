import assert from 'node:assert/strict';
import { KINDS, newId, type Stores } from './stores.ts';

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`mutes in ${kind}`, function () {
    this.timeout(180_000);
    let stores: Stores;

    before(async () => {
      stores = await open();
    });
    after(() => stores?.close());

    const person = async () => (await stores.accounts.create({ id: newId(), name: 'Ada' })).id;

    it('are the player’s: who is muted, and who mutes whom', async () => {
      const { mutes } = stores;
      const [ada, ben] = [await person(), await person()];
      const [cy, dee] = [newId(), newId()];
      assert.deepEqual(await mutes.of(ada), []);
      assert.deepEqual(await mutes.mute(ada, cy), [cy]);
      assert.deepEqual(await mutes.mute(ada, cy), [cy]);
      stores.clock.now += 1;
      assert.deepEqual(await mutes.mute(ada, dee), [cy, dee]);
      await mutes.mute(ben, dee);
      assert.deepEqual(await mutes.muting(cy, [ada, ben, newId()]), [ada]);
      assert.deepEqual((await mutes.muting(dee, [ada, ben])).sort(), [ada, ben].sort());
      assert.deepEqual(await mutes.muting(dee, []), []);
      const all = await mutes.ofAll([ada, ben, newId(), 'nobody']);
      assert.deepEqual(Object.fromEntries(all), { [ada]: [cy, dee], [ben]: [dee] });
      assert.deepEqual(await mutes.ofAll([]), new Map());
      assert.deepEqual(await mutes.unmute(ada, cy), [dee]);
      assert.deepEqual(await mutes.unmute(ada, cy), [dee]);
      assert.deepEqual(await mutes.of(ada), [dee]);
    });

    it('are 200 at most, and one of them again is none more', async () => {
      const { mutes } = stores;
      const ada = await person();
      const first = newId();
      await mutes.mute(ada, first);
      for (let i = 0; i < 195; i++) await mutes.mute(ada, newId());
      const last = Array.from({ length: 8 }, () => mutes.mute(ada, newId()));
      const refused = (await Promise.allSettled(last)).filter(({ status }) => status === 'rejected');
      assert.equal(refused.length, 4);
      await assert.rejects(mutes.mute(ada, newId()), { status: 409, code: 'too_many_muted' });
      assert.equal((await mutes.mute(ada, first)).length, 200);
      assert.equal((await mutes.unmute(ada, first)).length, 199);
      assert.equal((await mutes.mute(ada, newId())).length, 200);
    });
  });
}
