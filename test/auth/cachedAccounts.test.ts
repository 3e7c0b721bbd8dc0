import assert from 'node:assert/strict';
import { spy, stub } from 'sinon';
import { CachedAccounts } from '../../src/auth/cachedAccounts.ts';
import { newId } from '../persistence/stores.ts';
import { MemoryAccounts } from '../support/memory/memoryAccounts.ts';

describe('cached accounts', () => {
  let now: number;
  let store: MemoryAccounts;
  let cached: CachedAccounts;
  let id: string;

  beforeEach(async () => {
    now = 0;
    store = new MemoryAccounts(() => now);
    cached = new CachedAccounts(store, () => now);
    id = newId();
    await cached.create({ id, name: 'Ada' });
  });

  it('ask the store once in two seconds, however many ask them', async () => {
    const asked = spy(store, 'byId');
    await Promise.all([cached.recent(id), cached.recent(id)]);
    now = 1999;
    await cached.recent(id);
    assert.equal(asked.callCount, 1);
    now = 2000;
    await cached.recent(id);
    assert.equal(asked.callCount, 2);
  });

  it('show what was changed elsewhere after two seconds', async () => {
    await cached.recent(id);
    await store.update(id, { tokenVersion: 1 });
    assert.equal((await cached.recent(id))?.tokenVersion, 0);
    now = 2000;
    assert.equal((await cached.recent(id))?.tokenVersion, 1);
  });

  it('show what was changed through them at once', async () => {
    await cached.recent(id);
    await cached.update(id, { tokenVersion: 1 });
    assert.equal((await cached.recent(id))?.tokenVersion, 1);
    await cached.upgrade(id, { email: 'ada@example.com', passwordHash: 'a$b$c' });
    assert.equal((await cached.recent(id))?.email, 'ada@example.com');
    const later = newId();
    assert.equal(await cached.recent(later), null);
    await cached.create({ id: later, name: 'Bo' });
    assert.equal((await cached.recent(later))?.name, 'Bo');
  });

  it('are asked for as they are now by everybody but the check of a token', async () => {
    await cached.recent(id);
    await store.update(id, { name: 'Countess' });
    assert.equal((await cached.byId(id))?.name, 'Countess');
  });

  it('tell what changed, and who is called something else, before who changed it is answered', async () => {
    const told: string[] = [];
    const listener = {
      changed: async (who: string) => void told.push(`changed ${who}`),
      renamed: async (who: string) => void told.push(`renamed ${who}`),
      removed: async (who: string) => void told.push(`removed ${who}`),
    };
    const telling = new CachedAccounts(store, () => now, listener);
    await telling.update(id, { tokenVersion: 3 });
    assert.deepEqual(told.splice(0), [`changed ${id}`]);
    await telling.update(id, { name: 'Bo' });
    assert.deepEqual(told.splice(0), [`changed ${id}`, `renamed ${id}`]);
    await telling.upgrade(id, { email: 'bo@example.com', passwordHash: 'a$b$c', name: 'Bob' });
    assert.deepEqual(told.splice(0), [`changed ${id}`, `renamed ${id}`]);
    await telling.recent(id);
    await telling.remove(id);
    assert.deepEqual(told, [`changed ${id}`, `removed ${id}`]);
    assert.notEqual((await telling.recent(id))?.deletedAt, null);
  });

  it('keep no failure, and nothing that a caller changed', async () => {
    const failing = stub(store, 'byId').rejects(new Error('away'));
    await assert.rejects(cached.recent(id), /away/);
    failing.restore();
    const account = await cached.recent(id);
    if (account) account.tokenVersion = 99;
    assert.equal((await cached.recent(id))?.tokenVersion, 0);
  });

  it('keep a bounded number', async () => {
    const asked = spy(store, 'byId');
    await cached.recent(id);
    for (let i = 0; i < 10_000; i++) await cached.recent(`stranger ${i}`);
    asked.resetHistory();
    await cached.recent('stranger 9999');
    assert.equal(asked.callCount, 0);
    await cached.recent(id);
    assert.equal(asked.callCount, 1);
  });
});
