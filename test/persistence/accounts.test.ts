import assert from 'node:assert/strict';
import { Problem } from '../../src/lib/problem.ts';
import { KINDS, newId, type Stores } from './stores.ts';

const isTaken = (error: unknown) =>
  error instanceof Problem && error.status === 409 && error.code === 'email_already_in_use';

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`accounts in ${kind}`, function () {
    this.timeout(180_000);
    let stores: Stores;

    before(async () => {
      stores = await open();
    });
    after(() => stores?.close());

    it('keep a guest', async () => {
      const id = newId();
      const created = await stores.accounts.create({ id, name: 'Ada' });
      assert.deepEqual(created, {
        id,
        name: 'Ada',
        email: null,
        face: null,
        passwordHash: null,
        bannedUntil: null,
        banReason: null,
        tokenVersion: 0,
        createdAt: stores.clock.now,
        deletedAt: null,
      });
      assert.deepEqual(await stores.accounts.byId(id), created);
    });

    it('find each of many who are asked for at once', async () => {
      const ids = [newId(), newId(), newId()];
      for (const [i, id] of ids.entries()) await stores.accounts.create({ id, name: `Player ${i}` });
      const asked = [ids[2], newId(), ids[0], ids[2], ids[1]] as string[];
      const found = await Promise.all(asked.map((id) => stores.accounts.byId(id)));
      assert.deepEqual(
        found.map((account) => account?.name),
        ['Player 2', undefined, 'Player 0', 'Player 2', 'Player 1'],
      );
    });

    it('find nobody by an unknown id, an id that is none, or an unknown e-mail', async () => {
      assert.equal(await stores.accounts.byId(newId()), null);
      assert.equal(await stores.accounts.byId("'; --"), null);
      assert.equal(await stores.accounts.byEmail('nobody@example.com'), null);
      assert.equal(await stores.accounts.update(newId(), { name: 'Ada' }), null);
      assert.equal(await stores.accounts.update('nobody', { name: 'Ada' }), null);
    });

    it('know an e-mail in any case', async () => {
      const id = newId();
      await stores.accounts.create({ id, name: 'Bo', email: 'Bo@Example.com', passwordHash: 'a$b$c' });
      assert.equal((await stores.accounts.byEmail('BO@example.COM'))?.id, id);
      assert.equal((await stores.accounts.byId(id))?.email, 'bo@example.com');
    });

    it('are gone for good: no name, no way to sign in, an e-mail that is free again, and an id for the records', async () => {
      const id = newId();
      const email = `${id}@example.com`;
      await stores.accounts.create({ id, name: 'Ada', email, passwordHash: 'a$b$c' });
      await stores.accounts.update(id, { bannedUntil: stores.clock.now + 1000, banReason: 'was rude' });
      await stores.accounts.remove(id);
      const gone = await stores.accounts.byId(id);
      stores.clock.now += 1000;
      await stores.accounts.remove(id);
      assert.deepEqual(await stores.accounts.byId(id), gone, 'once');
      assert.deepEqual(gone, {
        ...{
          id,
          name: 'Deleted player',
          email: null,
          face: null,
          passwordHash: null,
          bannedUntil: null,
          banReason: null,
        },
        ...{ tokenVersion: 1, createdAt: gone?.createdAt, deletedAt: stores.clock.now - 1000 },
      });
      assert.equal(await stores.accounts.byEmail(email), null);
      assert.equal(await stores.accounts.update(id, { name: 'Ada' }), null);
      await assert.rejects(stores.accounts.upgrade(id, { email, passwordHash: 'a$b$c' }), {
        code: 'already_registered',
      });
      await stores.accounts.create({ id: newId(), name: 'Ada', email, passwordHash: 'a$b$c' });
      await stores.accounts.remove(newId());
      await stores.accounts.remove('nobody');
    });

    it('refuse an e-mail twice, also when it is changed to', async () => {
      const password = { passwordHash: 'a$b$c' };
      await stores.accounts.create({ id: newId(), name: 'Cy', email: 'cy@example.com', ...password });
      const guest = await stores.accounts.create({ id: newId(), name: 'Di' });
      await assert.rejects(
        stores.accounts.create({ id: newId(), name: 'Cy', email: 'CY@example.com', ...password }),
        isTaken,
      );
      await assert.rejects(
        stores.accounts.update(guest.id, { email: 'Cy@example.com', ...password }),
        isTaken,
      );
      assert.deepEqual(await stores.accounts.byId(guest.id), guest);
    });

    it('let one of two have an e-mail that both want at once', async () => {
      const claims = [newId(), newId()].map((id) =>
        stores.accounts.create({ id, name: 'Ed', email: 'ed@example.com', passwordHash: 'a$b$c' }),
      );
      const outcomes = (await Promise.allSettled(claims)).map(({ status }) => status);
      assert.deepEqual(outcomes.sort(), ['fulfilled', 'rejected']);
    });

    it('make a guest a registered player, once', async () => {
      const guest = await stores.accounts.create({ id: newId(), name: 'Gi' });
      const attempts = ['gi@example.com', 'GI@example.org'].map((email) =>
        stores.accounts.upgrade(guest.id, { email, passwordHash: 'a$b$c', name: 'Gina' }),
      );
      const outcomes = await Promise.allSettled(attempts);
      const upgraded = outcomes.flatMap((o) => (o.status === 'fulfilled' ? [o.value] : []));
      const refused = outcomes.flatMap((o) => (o.status === 'rejected' ? [o.reason as Problem] : []));
      assert.deepEqual(
        refused.map(({ status, code }) => [status, code]),
        [[409, 'already_registered']],
      );
      const email = upgraded[0]?.email ?? '';
      assert.match(email, /^gi@example\.(com|org)$/);
      assert.deepEqual(upgraded, [{ ...guest, name: 'Gina', email, passwordHash: 'a$b$c' }]);
      assert.deepEqual(await stores.accounts.byId(guest.id), upgraded[0]);
    });

    it('leave a guest one whose e-mail is taken', async () => {
      const password = { passwordHash: 'a$b$c' };
      await stores.accounts.create({ id: newId(), name: 'Hu', email: 'hu@example.com', ...password });
      const guest = await stores.accounts.create({ id: newId(), name: 'Hu' });
      await assert.rejects(
        stores.accounts.upgrade(guest.id, { email: 'Hu@example.com', ...password }),
        isTaken,
      );
      assert.deepEqual(await stores.accounts.byId(guest.id), guest);
    });

    it('change what is given, and nothing else', async () => {
      const guest = await stores.accounts.create({ id: newId(), name: 'Fo' });
      const change = {
        name: 'Foe',
        email: 'FO@example.com',
        passwordHash: 'a$b$c',
        bannedUntil: Date.UTC(2031, 1, 2, 3, 4, 5, 678),
        banReason: 'cheating',
        tokenVersion: 7,
      };
      const changed = await stores.accounts.update(guest.id, change);
      assert.deepEqual(changed, { ...guest, ...change, email: 'fo@example.com' });
      assert.deepEqual(await stores.accounts.update(guest.id, {}), changed);
      const pardoned = await stores.accounts.update(guest.id, { bannedUntil: null, banReason: null });
      assert.deepEqual(pardoned, { ...changed, bannedUntil: null, banReason: null });
    });
  });
}
