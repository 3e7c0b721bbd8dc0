import assert from 'node:assert/strict';
import { spy, stub } from 'sinon';
import { CachedAccounts } from '../../src/auth/cachedAccounts.ts';
import { MemoryAccounts } from '../../src/persistence/memory/memoryAccounts.ts';
import { newId } from '../persistence/stores.ts';

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
    await Promise.all([cached.byId(id), cached.byId(id)]);
    now = 1999;
    await cached.byId(id);
    assert.equal(asked.callCount, 1);
    now = 2000;
    await cached.byId(id);
    assert.equal(asked.callCount, 2);
  });

  it('show what was changed elsewhere after two seconds', async () => {
    await cached.byId(id);
    await store.update(id, { tokenVersion: 1 });
    assert.equal((await cached.byId(id))?.tokenVersion, 0);
    now = 2000;
    assert.equal((await cached.byId(id))?.tokenVersion, 1);
  });

  it('show what was changed through them at once', async () => {
    await cached.byId(id);
    await cached.update(id, { tokenVersion: 1 });
    assert.equal((await cached.byId(id))?.tokenVersion, 1);
    await cached.upgrade(id, { email: 'ada@example.com', passwordHash: 'a$b$c' });
    assert.equal((await cached.byId(id))?.email, 'ada@example.com');
    const later = newId();
    assert.equal(await cached.byId(later), null);
    await cached.create({ id: later, name: 'Bo' });
    assert.equal((await cached.byId(later))?.name, 'Bo');
  });

  it('keep no failure, and nothing that a caller changed', async () => {
    const failing = stub(store, 'byId').rejects(new Error('away'));
    await assert.rejects(cached.byId(id), /away/);
    failing.restore();
    const account = await cached.byId(id);
    if (account) account.tokenVersion = 99;
    assert.equal((await cached.byId(id))?.tokenVersion, 0);
  });

  it('keep a bounded number', async () => {
    const asked = spy(store, 'byId');
    await cached.byId(id);
    for (let i = 0; i < 10_000; i++) await cached.byId(`stranger ${i}`);
    asked.resetHistory();
    await cached.byId('stranger 9999');
    assert.equal(asked.callCount, 0);
    await cached.byId(id);
    assert.equal(asked.callCount, 1);
  });
});
