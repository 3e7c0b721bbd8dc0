import assert from 'node:assert/strict';
import { Fenced, Missing } from '../../src/lib/fencing.ts';
import type { BackupStore } from '../../src/match/matchStore.ts';
import { BackedMatchStore } from '../../src/persistence/backedMatchStore.ts';
import { MemoryMatchStore } from '../../src/persistence/memory/memoryMatchStore.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisMatchStore } from '../../src/persistence/redis/redisMatchStore.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';
import { Gate } from './Gate.ts';
import { entries, storedMatch, storedTable } from './matchStoreContract.ts';

/** A store whose data can be lost and that can be away, and counts what it is asked. */
class Trouble {
  inner: BackupStore = new MemoryMatchStore();
  away = false;
  readonly calls: string[] = [];

  readonly store: BackupStore = new Proxy({} as BackupStore, {
    get: (_, name) => {
      return async (...args: unknown[]) => {
        this.calls.push(String(name));
        if (this.away) throw new Error('away');
        return Reflect.get(this.inner, name).apply(this.inner, args);
      };
    },
  });

  lose(): void {
    this.inner = new MemoryMatchStore();
  }
}

function twoStores() {
  const primary = new Trouble();
  const backup = new Trouble();
  const clock = { now: 0 };
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => void warnings.push(message) };
  /** The store of another process: the two behind it are shared. */
  const process = () =>
    new BackedMatchStore(primary.store, backup.store, {
      everyMs: 5000,
      waitMs: 200,
      now: () => clock.now,
      log,
    });
  return { primary, backup, clock, warnings, process };
}

describe('a backed match store', () => {
  it('backs a match up when it is opened, and then every so often', async () => {
    const { backup, clock, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.settled();
    backup.calls.length = 0;
    await store.append(own, entries(1, 2), 0);
    clock.now = 4999;
    await store.checkpoint(own, storedTable({ deadline: 1 }));
    await store.settled();
    assert.deepEqual(backup.calls, []);
    clock.now = 5000;
    await store.checkpoint(own, storedTable({ deadline: 2 }));
    clock.now = 6000;
    await store.checkpoint(own, storedTable({ deadline: 3 }));
    await store.settled();
    assert.deepEqual(backup.calls, ['append', 'checkpoint']);
    const kept = await backup.inner.takeOver(own, 'b');
    assert.equal(kept?.table.deadline, 2);
    assert.equal(kept?.journal.length, 2);
  });

  it('answers whatever the backup does', async () => {
    const primary = new MemoryMatchStore();
    const gate = new Gate();
    const backup = gate.guard(new MemoryMatchStore()); // never let through
    const log = { warn() {} };
    const store = new BackedMatchStore(primary, backup, { everyMs: 0, waitMs: 1, now: () => 0, log });
    const matches = Array.from({ length: 20 }, (_, i) => `m${i}`);
    for (const match of matches) {
      const own = await store.open(match, 'a', storedTable());
      await store.append(own, entries(1, 1), 0);
      await store.checkpoint(own, storedTable());
      await store.giveUp(own);
    }
    assert.equal(gate.waiting.length, 4, 'so many wait for the backup at once');
    assert.equal((await store.takeOver({ match: 'm0', epoch: 1 }, 'b'))?.own.epoch, 2);
    assert.equal((await store.running()).length, 20);
  });

  it('logs an outage of the backup once, and makes up for it', async () => {
    const { backup, clock, warnings, process } = twoStores();
    const store = process();
    backup.away = true;
    const own = await store.open('m', 'a', storedTable());
    await store.append(own, entries(1, 3), 0);
    for (clock.now = 5000; clock.now < 30_000; clock.now += 5000) {
      await store.checkpoint(own, storedTable());
      await store.settled();
    }
    assert.deepEqual(warnings, ['running matches cannot be backed up']);
    backup.away = false;
    await store.checkpoint(own, storedTable());
    await store.settled();
    assert.equal(warnings.at(-1), 'running matches are backed up again');
    assert.equal((await backup.inner.takeOver(own, 'b'))?.journal.length, 3);
  });

  it('takes over what the primary has, and the backup is only told', async () => {
    const { backup, clock, process } = twoStores();
    const former = process();
    const own = await former.open('m', 'a', storedTable());
    await former.append(own, entries(1, 2), 0);
    await former.settled();
    backup.calls.length = 0;
    const store = process();
    const taken = await store.takeOver(own, 'b');
    assert.equal(taken?.own.epoch, 2);
    assert.equal(taken.journal.length, 2);
    await store.append(taken.own, entries(3, 3), 0);
    clock.now = 999;
    await store.checkpoint(taken.own, storedTable());
    await store.settled();
    assert.deepEqual(backup.calls, ['claim']);
    clock.now = 1000;
    await store.checkpoint(taken.own, storedTable({ deadline: 3 }));
    await store.settled();
    assert.deepEqual(backup.calls, ['claim', 'append', 'checkpoint']);
    const kept = await backup.inner.takeOver(taken.own, 'c');
    assert.equal(kept?.table.deadline, 3);
    assert.equal(kept.journal.length, 3);
  });

  it('backs up what goes on from one process to the next every few seconds', async () => {
    const { backup, clock, process } = twoStores();
    let own = await process().open('m', 'a', storedTable());
    for (let taken = 1; taken <= 5; taken++) {
      const store = process();
      const now = await store.takeOver(own, `process ${taken}`);
      assert.ok(now);
      own = now.own;
      await store.append(own, entries(taken, taken), 0);
      for (const end = clock.now + 4000; clock.now < end; ) {
        clock.now += 1000;
        await store.checkpoint(own, storedTable({ deadline: taken }));
      }
      await store.settled();
    }
    assert.equal((await backup.inner.takeOver(own, 'z'))?.journal.length, 5);
  });

  it('goes on from the backup with what the primary lost', async () => {
    const { primary, clock, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.append(own, entries(1, 4), 0);
    clock.now = 5000;
    await store.checkpoint(own, storedTable({ deadline: 5 }));
    await store.settled();
    primary.lose();
    const other = process();
    assert.deepEqual(await other.running(), [{ match: 'm', owner: 'a', epoch: 1 }]);
    const found = await other.find('m');
    assert.deepEqual(found, { match: 'm', owner: 'a', epoch: 1 });
    const taken = await other.takeOver(found, 'b');
    assert.deepEqual(taken?.own, { match: 'm', epoch: 3 });
    assert.equal(taken?.journal.length, 4);
    assert.equal(taken?.table.deadline, 5);
    await other.append(taken.own, entries(5, 5), 0);
    assert.deepEqual(await primary.inner.find('m'), { match: 'm', owner: 'b', epoch: 3 });
    await other.settled();
  });

  it('refuses a former owner, though the primary forgot that there is another', async () => {
    const { primary, process } = twoStores();
    const former = process();
    const own = await former.open('m', 'a', storedTable());
    await former.settled();
    const other = process();
    assert.ok(await other.takeOver(own, 'b'));
    primary.lose();
    await assert.rejects(former.append(own, entries(1, 1), 0), Missing);
    await assert.rejects(former.restore(own, 'a', storedMatch(entries(1, 1))), Fenced);
    assert.equal(await primary.inner.find('m'), null);
  });

  it('lets an owner put back what the primary lost, once the backup says that nobody took over', async () => {
    const { primary, backup, clock, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.settled();
    primary.lose();
    backup.away = true;
    await assert.rejects(store.restore(own, 'a', storedMatch(entries(1, 1))), /away/);
    await assert.rejects(store.append(own, entries(1, 1), 0), Missing);
    backup.away = false;
    clock.now = 5000;
    await store.restore(own, 'a', storedMatch(entries(1, 1)));
    await store.append(own, entries(2, 2), 0);
    assert.equal((await primary.inner.takeOver(own, 'b'))?.journal.length, 2);
  });

  it('takes over by the primary alone while the backup is away, and finds', async () => {
    const { backup, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.append(own, entries(1, 1), 0);
    backup.away = true;
    assert.equal((await store.find('m'))?.owner, 'a');
    assert.equal((await store.running()).length, 1);
    assert.equal((await store.takeOver(own, 'b'))?.journal.length, 1);
    await assert.rejects(store.find('unknown'), /away/);
  });

  describe('of which a match was taken over while the backup was away', () => {
    async function takenOver() {
      const world = twoStores();
      const { backup, clock, process } = world;
      const former = process();
      const own = await former.open('m', 'a', storedTable());
      await former.settled();
      backup.away = true;
      const store = process();
      const taken = await store.takeOver(own, 'b');
      assert.ok(taken);
      await store.append(taken.own, entries(1, 2), 0);
      await store.settled();
      clock.now = 30_000;
      const third = process();
      for (const each of [former, store, third]) await each.running(); // everybody looks now and then
      return { ...world, former, third, own, store, taken: taken.own };
    }

    it('tells the backup at the next checkpoint', async () => {
      const { backup, clock, store, taken } = await takenOver();
      backup.away = false;
      clock.now += 1000;
      await store.checkpoint(taken, storedTable());
      await store.settled();
      assert.deepEqual(await backup.inner.find('m'), { match: 'm', owner: 'b', epoch: 2 });
    });

    it('leaves it to its owner, though the primary is emptied before the backup knows', async () => {
      const { primary, backup, clock, former, third, own, store, taken } = await takenOver();
      primary.lose();
      backup.away = false;
      clock.now += 1000;
      await assert.rejects(former.restore(own, 'a', storedMatch([])), /only in a moment/);
      const found = await third.find('m');
      assert.equal(found?.epoch, 1);
      await assert.rejects(third.takeOver(found, 'c'), /only in a moment/);
      await assert.rejects(store.restore(taken, 'b', storedMatch(entries(1, 2))), /only in a moment/);
      clock.now += 4000;
      await assert.rejects(former.restore(own, 'a', storedMatch([])), Fenced);
      assert.equal(await third.takeOver(found, 'c'), null);
      await store.restore(taken, 'b', storedMatch(entries(1, 2)));
      await store.append(taken, entries(3, 3), 0);
      assert.equal((await primary.inner.takeOver(taken, 'd'))?.journal.length, 3);
    });
  });

  it('finds nothing, and takes nothing over, while the primary is away', async () => {
    const { primary, backup, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.settled();
    primary.away = true;
    await assert.rejects(store.find('m'), /away/);
    await assert.rejects(store.takeOver(own, 'b'), /away/);
    primary.away = false;
    const found = await store.find('m');
    assert.equal(found?.epoch, 2, 'the backup had it raised already');
    assert.equal((await store.takeOver(found, 'c'))?.own.epoch, 4);
    assert.equal((await backup.inner.find('m'))?.owner, 'c');
  });

  it('takes the longer journal when the primary came back with an older copy', async () => {
    const { primary, clock, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.append(own, entries(1, 6), 0);
    clock.now = 5000;
    await store.checkpoint(own, storedTable({ deadline: 6 }));
    await store.settled();
    primary.lose();
    await primary.inner.restore(own, 'a', storedMatch(entries(1, 2)));
    const other = process();
    const taken = await other.takeOver(own, 'b');
    assert.equal(taken?.journal.length, 6);
    assert.equal(taken?.table.deadline, 6);
    assert.equal((await primary.inner.takeOver(taken.own, 'c'))?.journal.length, 6);
    await other.settled();
  });

  it('gives up in the backup too', async () => {
    const { primary, backup, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.append(own, entries(1, 2), 0);
    await store.giveUp(own);
    await store.settled();
    assert.deepEqual(await backup.inner.find('m'), { match: 'm', owner: '', epoch: 1 });
    primary.lose();
    assert.equal((await process().takeOver(own, 'b'))?.journal.length, 2);
  });

  it('closes the backup as soon as that is back', async () => {
    const { backup, clock, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    const other = await store.open('other', 'a', storedTable());
    await store.settled();
    backup.away = true;
    await store.close(own);
    assert.ok(await backup.inner.find('m'));
    backup.away = false;
    clock.now = 5000;
    await store.checkpoint(other, storedTable());
    await store.settled();
    assert.equal(await backup.inner.find('m'), null);
    assert.ok(await backup.inner.find('other'));
  });

  it('is not made to back up again what is over by a process that was paused', async () => {
    const { primary, backup, process } = twoStores();
    const gate = new Gate();
    const options = { everyMs: 0, now: () => 0, log: { warn() {} } };
    const paused = new BackedMatchStore(primary.store, gate.guard(backup.store), options);
    const own = await paused.open('m', 'a', storedTable());
    assert.equal(gate.waiting.length, 1, 'its backup is begun');
    const other = process();
    const taken = await other.takeOver(own, 'b');
    assert.ok(taken);
    await other.close(taken.own);
    await gate.run(
      paused.settled(),
      () => 0,
      () => {},
    );
    assert.equal(await backup.inner.find('m'), null);
  });

  it('closes a backup that was never told, instead of playing the match again', async () => {
    const redis = quietRedis((await sharedRedis()).url);
    try {
      const backup = new Trouble();
      const primary = new RedisMatchStore(redis, freshPrefix());
      const options = { everyMs: 0, now: () => 0, log: { warn() {} } };
      const former = new BackedMatchStore(primary, backup.store, options);
      const own = await former.open('m', 'a', storedTable());
      await former.settled();
      backup.away = true;
      await former.close(own);
      backup.away = false;
      const store = new BackedMatchStore(primary, backup.store, options);
      const found = await store.find('m');
      assert.equal(found?.owner, 'a');
      assert.equal(await store.takeOver(found, 'b'), null);
      assert.equal(await backup.inner.find('m'), null);
      assert.equal(await store.find('m'), null);
    } finally {
      await closeRedis(redis);
    }
  });
});
