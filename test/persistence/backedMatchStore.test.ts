import assert from 'node:assert/strict';
import { Fenced, Missing } from '../../src/lib/fencing.ts';
import { isUnavailable } from '../../src/lib/unavailable.ts';
import { FORMAT, type Ownership } from '../../src/match/matchStore.ts';
import { BackedMatchStore } from '../../src/persistence/backedMatchStore.ts';
import type { BackupStore, PackedStore } from '../../src/persistence/packedStore.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisMatchStore } from '../../src/persistence/redis/redisMatchStore.ts';
import { MemoryPackedStore } from '../support/memory/memoryMatchStore.ts';
import { freshPrefix, quietRedis, sharedRedis } from '../support/redis.ts';
import { Gate } from './Gate.ts';
import { entries, packed, storedMatch, storedTable } from './matchStoreContract.ts';

/** A store whose data can be lost and that can be away, and counts what it is asked. */
class Trouble {
  inner: BackupStore = new MemoryPackedStore();
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
    this.inner = new MemoryPackedStore();
  }
}

interface Options {
  answerWithinMs?: number;
  now?(): number;
  log?: { warn(context: object, message: string): void };
}

/** A process's store over two that all share. */
function backed(primary: PackedStore, backup: BackupStore, { now = () => 0, ...options }: Options = {}) {
  const log = { warn() {} };
  const both = new BackedMatchStore(primary, backup, {
    answerWithinMs: 200,
    waitMs: 200,
    now,
    log,
    ...options,
  });
  return Object.assign(packed(both), { settled: () => both.settled(), state: () => both.backup });
}

function twoStores() {
  const primary = new Trouble();
  const backup = new Trouble();
  const clock = { now: 0 };
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => void warnings.push(message) };
  /** The store of another process. */
  const process = (options?: Options) =>
    backed(primary.store, backup.store, { now: () => clock.now, log, ...options });
  return { primary, backup, clock, warnings, process };
}

describe('a backed match store', () => {
  it('has everything in both stores before it says so', async () => {
    const { primary, backup, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    assert.equal((await backup.inner.find('m'))?.owner, 'a');
    await store.append(own, entries(1, 2), 100);
    await store.append(own, [], 200);
    await store.checkpoint(own, storedTable({ deadline: 2 }));
    for (const { inner } of [primary, backup]) {
      const kept = await packed(inner).takeOver(own, 'b');
      assert.equal(kept?.table.deadline, 2);
      assert.equal(kept.journal.length, 2);
      assert.equal(kept.clock, 200);
    }
    assert.deepEqual(store.state(), { behind: 0, since: null });
  });

  for (const [refuses, other] of [
    ['primary', 'backup'],
    ['backup', 'primary'],
  ] as const) {
    it(`refuses whom the ${refuses} alone refuses`, async () => {
      const { process, ...stores } = twoStores();
      const store = process();
      const own = await store.open('m', 'a', storedTable());
      assert.ok(await stores[refuses].inner.takeOver(own, 'b'));
      await assert.rejects(store.append(own, entries(1, 1), 0), Fenced);
      await assert.rejects(store.checkpoint(own, storedTable()), Fenced);
      assert.deepEqual(await stores[other].inner.find('m'), { match: 'm', owner: 'a', epoch: 1 });
    });
  }

  it('asks both at the same time', async () => {
    const { primary, backup, process } = twoStores();
    const gate = new Gate();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    primary.inner = gate.guard(primary.inner);
    backup.inner = gate.guard(backup.inner);
    let done = false;
    const appended = store.append(own, entries(1, 1), 0).then(() => {
      done = true;
    });
    await new Promise<void>((resolve) => setImmediate(resolve));
    assert.equal(gate.waiting.length, 2);
    for (let i = 0; i < 4; i++) {
      assert.equal(done, false, 'one of them has not answered');
      gate.waiting.shift()?.();
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    await appended;
  });

  it('answers whatever the backup does', async () => {
    const primary = new MemoryPackedStore();
    const gate = new Gate();
    const backup = gate.guard(new MemoryPackedStore()); // never let through
    const store = backed(primary, backup, { answerWithinMs: 1 });
    const matches = Array.from({ length: 20 }, (_, i) => `m${i}`);
    for (const match of matches) {
      const own = await store.open(match, 'a', storedTable());
      await store.append(own, entries(1, 1), 0);
      await store.checkpoint(own, storedTable());
      await store.release(own);
    }
    assert.ok(gate.waiting.length <= 2, `${gate.waiting.length} wait for the backup at once`);
    assert.equal((await store.running()).length, 20);
    assert.equal((await store.takeOver({ match: 'm0', epoch: 1 }, 'b'))?.own.epoch, 2);
  });

  it('goes on without a backup that is away, makes up for it, and says how far it is behind', async () => {
    const { backup, clock, warnings, process } = twoStores();
    const store = process();
    const early = await store.open('early', 'a', storedTable());
    clock.now = 1000;
    backup.away = true;
    const own = await store.open('m', 'a', storedTable());
    for (let seq = 1; seq <= 3; seq++) {
      clock.now += 1000;
      await store.append(own, entries(seq, seq), seq);
      await store.append(early, [], seq);
    }
    assert.deepEqual(warnings, ['running matches cannot be backed up']);
    assert.deepEqual(store.state(), { behind: 2, since: 1000 });
    backup.away = false;
    clock.now += 1000;
    await store.append(own, entries(4, 4), 4);
    await store.settled();
    assert.equal(warnings.at(-1), 'over: running matches cannot be backed up');
    assert.deepEqual(store.state(), { behind: 0, since: null });
    const [kept, other] = [await backup.inner.takeOver(own, 'b'), await backup.inner.takeOver(early, 'b')];
    assert.equal(kept?.journal.length, 4);
    assert.deepEqual([kept?.clock, other?.clock], [4, 3]);
  });

  it('tries a backup that is away with one write, and not at every one', async () => {
    const { backup, clock, process } = twoStores();
    const store = process();
    const owns = await Promise.all(['m', 'n', 'o'].map((match) => store.open(match, 'a', storedTable())));
    backup.away = true;
    await Promise.all(owns.map((own) => store.append(own, [], 1)));
    backup.calls.length = 0;
    for (let i = 0; i < 10; i++) {
      clock.now += 100;
      await Promise.all(owns.map((own) => store.append(own, [], i)));
    }
    await store.append(owns[0] as Ownership, [], 11);
    assert.equal(backup.calls.length, 3, 'in a second');
  });

  it('asks both again for each match that the backup has caught up with', async () => {
    const { backup, clock, process } = twoStores();
    const store = process();
    const [own, slow] = await Promise.all(['m', 'n'].map((match) => store.open(match, 'a', storedTable())));
    assert.ok(own && slow);
    backup.away = true;
    await store.append(own, entries(1, 1), 0);
    await store.append(slow, entries(1, 1), 0);
    backup.away = false;
    const gate = new Gate();
    const inner = backup.inner;
    const guarded = gate.guard(inner);
    backup.inner = new Proxy(inner, {
      get:
        (_, name) =>
        (match: Ownership, ...rest: unknown[]) =>
          Reflect.get(match.match === 'n' ? guarded : inner, name).call(inner, match, ...rest),
    });
    clock.now += 1000;
    await store.append(own, entries(2, 2), 0);
    await new Promise<void>((resolve) => setImmediate(resolve));
    assert.deepEqual(store.state(), { behind: 1, since: 0 });
    await store.append(slow, entries(2, 2), 0); // it does not wait
    await store.append(own, entries(3, 3), 0);
    assert.equal((await inner.takeOver(own, 'b'))?.journal.length, 3);
    await gate.run(
      store.settled(),
      () => 0,
      () => {},
    );
    assert.deepEqual(store.state(), { behind: 0, since: null });
    assert.equal((await inner.takeOver(slow, 'b'))?.journal.length, 2);
  });

  it('lets one match that the backup refuses harm no other', async () => {
    const { backup, clock, warnings, process } = twoStores();
    const store = process();
    const [bad, good] = await Promise.all(
      ['bad', 'good'].map((match) => store.open(match, 'a', storedTable())),
    );
    assert.ok(bad && good);
    const inner = backup.inner;
    const refused = Object.assign(new Error('out of range'), { code: '22003' });
    backup.inner = new Proxy(inner, {
      get:
        (_, name) =>
        (own: Ownership, ...rest: unknown[]) =>
          own.match === 'bad' ? Promise.reject(refused) : Reflect.get(inner, name).call(inner, own, ...rest),
    });
    await store.append(bad, entries(1, 1), 0);
    await store.append(good, entries(1, 1), 0);
    assert.equal((await inner.find('good'))?.epoch, 1);
    assert.equal((await inner.takeOver(good, 'b'))?.journal.length, 1, 'it was waited for');
    assert.deepEqual(store.state(), { behind: 1, since: 0 });
    backup.calls.length = 0;
    await store.append(bad, entries(2, 2), 0);
    assert.deepEqual(backup.calls, [], 'not at every write');
    assert.deepEqual(warnings, ['Postgres refuses what is to be stored of a match']);
    backup.inner = inner;
    clock.now = 5000;
    await store.append(bad, entries(3, 3), 0);
    await store.settled();
    assert.equal((await inner.takeOver(bad, 'b'))?.journal.length, 3);
  });

  it('is given back by its owner what the backup lost', async () => {
    const { backup, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.append(own, entries(1, 2), 0);
    backup.lose();
    await assert.rejects(store.append(own, entries(3, 3), 0), Missing);
    await store.restore(own, 'a', storedMatch(entries(1, 3)));
    await store.append(own, entries(4, 4), 0);
    assert.equal((await backup.inner.takeOver(own, 'b'))?.journal.length, 4);
    assert.deepEqual(store.state(), { behind: 0, since: null });
  });

  it('goes on when the backup that lost it is away before it is given back', async () => {
    const { backup, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    backup.lose();
    await assert.rejects(store.append(own, entries(1, 1), 0), Missing);
    backup.away = true;
    await store.restore(own, 'a', storedMatch(entries(1, 1)));
    await store.append(own, entries(2, 2), 0);
    assert.deepEqual(store.state(), { behind: 1, since: 0 });
    backup.away = false;
    await store.settled();
    assert.equal((await backup.inner.takeOver(own, 'b'))?.journal.length, 2);
  });

  it('opens nothing that somebody has in the backup', async () => {
    const { primary, process } = twoStores();
    await process().open('m', 'a', storedTable());
    primary.lose();
    await assert.rejects(process().open('m', 'b', storedTable()), Fenced);
    assert.equal((await primary.inner.find('m'))?.owner, '');
  });

  it('takes over what the primary has, and the backup is told', async () => {
    const { backup, process } = twoStores();
    const former = process();
    const own = await former.open('m', 'a', storedTable());
    await former.append(own, entries(1, 2), 0);
    backup.calls.length = 0;
    const store = process();
    const taken = await store.takeOver(own, 'b');
    assert.equal(taken?.own.epoch, 2);
    assert.equal(taken.journal.length, 2);
    await store.append(taken.own, entries(3, 3), 0);
    assert.deepEqual(backup.calls, ['claim', 'write', 'write']);
    const kept = await packed(backup.inner).takeOver(taken.own, 'c');
    assert.equal(kept?.journal.length, 3);
  });

  it('goes on from the backup with what the primary lost', async () => {
    const { primary, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.append(own, entries(1, 4), 0);
    await store.checkpoint(own, storedTable({ deadline: 5 }));
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
    await assert.rejects(former.append(own, entries(1, 1), 0), Fenced);
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

    it('leaves it to its owner, though the former one was frozen through the outage', async () => {
      const { primary, backup, clock, process } = twoStores();
      const former = process();
      const own = await former.open('m', 'a', storedTable());
      await former.append(own, [], 1);
      backup.away = true;
      const store = process();
      const taken = await store.takeOver(own, 'b');
      assert.ok(taken);
      await store.append(taken.own, entries(1, 2), 2);
      clock.now = 30_000;
      backup.away = false;
      primary.lose();
      await assert.rejects(former.append(own, entries(1, 1), 2), Missing);
      await assert.rejects(former.restore(own, 'a', storedMatch(entries(1, 1))), /only in a moment/);
      await store.settled();
      clock.now += 5000;
      await assert.rejects(former.restore(own, 'a', storedMatch(entries(1, 1))), Fenced);
    });

    it('leaves it to its owner, though the primary is emptied before the backup knows', async () => {
      const { primary, backup, clock, former, third, own, store, taken } = await takenOver();
      primary.lose();
      backup.away = false;
      clock.now += 1000;
      await assert.rejects(former.restore(own, 'a', storedMatch([])), /only in a moment/);
      const found = await third.find('m');
      assert.equal(found?.epoch, 1);
      await assert.rejects(third.takeOver(found, 'c'), isUnavailable, 'who asks is told to try again');
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
    const { primary, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.append(own, entries(1, 6), 0);
    await store.checkpoint(own, storedTable({ deadline: 6 }));
    await store.settled();
    primary.lose();
    await packed(primary.inner).restore(own, 'a', storedMatch(entries(1, 2)));
    const other = process();
    const taken = await other.takeOver(own, 'b');
    assert.equal(taken?.journal.length, 6);
    assert.equal(taken?.table.deadline, 6);
    assert.equal((await primary.inner.takeOver(taken.own, 'c'))?.journal.length, 6);
    await other.settled();
  });

  it('goes by the later clock when the primary came back with an older one', async () => {
    const { primary, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.append(own, entries(1, 2), 2500);
    await store.append(own, [], 4500);
    await store.settled();
    primary.lose();
    await packed(primary.inner).restore(own, 'a', { ...storedMatch(entries(1, 2)), clock: 2500 });
    const taken = await process().takeOver(own, 'b');
    assert.deepEqual([taken?.journal.length, taken?.clock], [2, 4500]);
    assert.equal((await primary.inner.takeOver(taken?.own as Ownership, 'c'))?.clock, 4500);
  });

  it('goes on with the match that began, when the primary came back with the table of before', async () => {
    const { primary, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable({ phase: 'countdown' }));
    await store.checkpoint(own, storedTable({ phase: 'playing' }));
    await store.append(own, [], 2500);
    await store.settled();
    primary.lose();
    const before = { table: storedTable({ phase: 'countdown' }), journal: [], clock: 0 };
    await packed(primary.inner).restore(own, 'a', before);
    const taken = await process().takeOver(own, 'b');
    assert.deepEqual([taken?.table.phase, taken?.clock], ['playing', 2500]);
  });

  it('closes what an older primary came back with, when the backup knows that it is over', async () => {
    const { primary, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.append(own, entries(1, 2), 0);
    await store.close(own);
    await store.settled();
    primary.lose();
    await packed(primary.inner).restore(own, 'a', storedMatch(entries(1, 2)));
    primary.calls.splice(0);
    assert.equal(await process().takeOver(own, 'b'), null);
    assert.equal(await primary.inner.find('m'), null);
    assert.ok(primary.calls.length < 6, primary.calls.join());
  });

  it('gives up in the backup too', async () => {
    const { primary, backup, process } = twoStores();
    const store = process();
    const own = await store.open('m', 'a', storedTable());
    await store.append(own, entries(1, 2), 0);
    await store.release(own);
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
    const paused = backed(primary.store, gate.guard(backup.store));
    const opening = paused.open('m', 'a', storedTable());
    await new Promise<void>((resolve) => setImmediate(resolve));
    assert.equal(gate.waiting.length, 1, 'its backup is begun');
    const other = process();
    const taken = await other.takeOver({ match: 'm', epoch: 1 }, 'b');
    assert.ok(taken);
    await other.close(taken.own);
    await gate.run(
      opening.catch((error: unknown) => assert.ok(error instanceof Fenced)),
      () => 0,
      () => {},
    );
    assert.equal(await backup.inner.find('m'), null);
  });

  it('has a frozen owner acknowledge nothing when the primary was emptied and the match went on', async () => {
    const { primary, clock, process } = twoStores();
    const frozen = process();
    const own = await frozen.open('m', 'a', storedTable());
    await frozen.append(own, entries(1, 1), 0);
    primary.lose();
    const store = process();
    const taken = await store.takeOver(own, 'b');
    assert.equal(taken?.journal.length, 1);
    await store.append(taken.own, entries(2, 2), 0);
    primary.lose();
    clock.now = 60_000;
    await assert.rejects(frozen.append(own, entries(2, 2), 0), Fenced);
    await assert.rejects(frozen.restore(own, 'a', storedMatch(entries(1, 2))), Fenced);
    await store.close(taken.own);
    primary.lose();
    await assert.rejects(frozen.append(own, entries(2, 2), 0), Missing);
    await assert.rejects(frozen.restore(own, 'a', storedMatch(entries(1, 2))), Fenced);
  });

  it('closes a backup that was never told, instead of playing the match again', async () => {
    const redis = quietRedis((await sharedRedis()).url);
    try {
      const backup = new Trouble();
      const primary = new RedisMatchStore(redis, { prefix: freshPrefix(), format: FORMAT });
      const former = backed(primary, backup.store);
      const own = await former.open('m', 'a', storedTable());
      await former.settled();
      backup.away = true;
      await former.close(own);
      backup.away = false;
      const store = backed(primary, backup.store);
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
