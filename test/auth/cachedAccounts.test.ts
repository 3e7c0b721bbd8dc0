import assert from 'node:assert/strict';
import { spy, stub, useFakeTimers } from 'sinon';
import { CachedAccounts } from '../../src/auth/cachedAccounts.ts';
import { isUnavailable } from '../../src/lib/unavailable.ts';
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

  describe('while the store does not answer', () => {
    let clock: ReturnType<typeof useFakeTimers>;
    beforeEach(async () => {
      clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      await cached.recent(id);
      now = 5000;
      stub(store, 'byId').returns(new Promise(() => {}));
    });
    afterEach(() => clock.restore());

    it('let in again who was let in before, after half a second', async () => {
      const asked = cached.recent(id);
      await clock.tickAsync(500);
      assert.equal((await asked)?.name, 'Ada');
    });

    it('say that it is away where nobody knows, also what changed elsewhere or was known long ago', async () => {
      const isAway = async (who: string) => {
        const asked = assert.rejects(cached.recent(who), isUnavailable);
        await clock.tickAsync(2000);
        await asked;
      };
      await isAway(newId());
      now += 11 * 60_000;
      await isAway(id);
      now = 5000;
      cached.forget(id);
      await isAway(id);
    });

    it('do not bring back what changed elsewhere while they waited', async () => {
      const asked = assert.rejects(cached.recent(id), isUnavailable);
      cached.forget(id);
      await clock.tickAsync(2000);
      await asked;
    });
  });

  it('ask again at once after a failure, and answer what they know only when the store is away', async () => {
    await cached.recent(id);
    now = 5000;
    const failing = stub(store, 'byId').rejects(new Error('a bug'));
    await assert.rejects(cached.recent(id), /a bug/);
    failing.rejects(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    assert.equal((await cached.recent(id))?.name, 'Ada');
    failing.restore();
    await store.update(id, { name: 'Bo' });
    assert.equal((await cached.recent(id))?.name, 'Bo');
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
