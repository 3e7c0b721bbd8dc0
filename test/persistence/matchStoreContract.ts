import assert from 'node:assert/strict';
import { Fenced, Missing } from '../../src/lib/fencing.ts';
import type { JournalEntry } from '../../src/match/journal.ts';
import { FORMAT, type MatchStore, type StoredMatch, type StoredTable } from '../../src/match/matchStore.ts';
import { PackedMatchStore } from '../../src/persistence/packedMatchStore.ts';
import type { BackupStore, PackedStore } from '../../src/persistence/packedStore.ts';
import { type Packing, sealedBy } from '../../src/persistence/packing.ts';
import { testSealer } from '../support/testSealer.ts';
import { newId } from './stores.ts';

/** A store to be tested, empty. */
export interface MatchStoreFixture {
  store: MatchStore;
  close(): Promise<void>;
}

/** One that can keep copies, to be tested. */
export interface BackupStoreFixture {
  inner: BackupStore;
  close(): Promise<void>;
}

/** A store as matches know it. */
export function packed(inner: PackedStore, packing: Packing = sealedBy(testSealer)): MatchStore {
  return new PackedMatchStore(inner, packing);
}

export function storedTable(more: Partial<StoredTable> = {}): StoredTable {
  return {
    options: { seed: 'a seed', why: 'Of about the same strength: «ça va» \u0000 "\\' },
    game: 'relay',
    phase: 'playing',
    deadline: 1_790_000_000_000,
    openedAt: 1_789_999_990_000.5,
    state: { players: {}, list: [] },
    match: null,
    sessions: [{ session: 's', token: 't', player: 'p', tokenVersion: 2, spectator: false }],
    refs: [1, [2, 3]],
    ...more,
  };
}

export function entries(from: number, to: number): JournalEntry[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({
    seq: from + i,
    at: (from + i) * 16.6,
    kind: 'act',
    by: newId(),
    request_id: `r${from + i}`,
    input: { action: 'answer', answer: 'a "quoted" {odd},\\ \u0000 \ud83d\ude00' },
  }));
}

/** All there is of a match, as it is put back. */
export function storedMatch(journal: JournalEntry[], more: Partial<StoredMatch> = {}): StoredMatch {
  return { table: storedTable(), journal, clock: 0, ...more };
}

/** What every store of running matches does. */
export function matchStoreContract(kind: string, make: () => Promise<MatchStoreFixture>): void {
  describe(`running matches in ${kind}`, function () {
    this.timeout(180_000);
    let fixture: MatchStoreFixture;
    let store: MatchStore;

    before(async () => {
      fixture = await make();
      store = fixture.store;
    });
    after(() => fixture?.close());

    it('are opened once, under epoch 1', async () => {
      const match = newId();
      const own = await store.open(match, 'a', storedTable());
      assert.deepEqual(own, { match, epoch: 1 });
      await assert.rejects(store.open(match, 'b', storedTable()), Fenced);
      assert.deepEqual(await store.find(match), { match, owner: 'a', epoch: 1 });
    });

    it('give back table and journal as they were stored', async () => {
      const own = await store.open(newId(), 'a', storedTable({ phase: 'waiting' }));
      const journal = entries(1, 5);
      await store.append(own, journal, 0);
      await store.checkpoint(own, storedTable({ deadline: 7 }));
      const taken = await store.takeOver(own, 'b');
      assert.deepEqual(taken, {
        own: { match: own.match, epoch: 2 },
        table: storedTable({ deadline: 7 }),
        journal,
        clock: 0,
      });
    });

    it('keep a clock that goes on with every append, with entries or without, and never back', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      await store.append(own, entries(1, 1), 1050);
      await store.append(own, [], 2_000_000_000.5);
      await store.append(own, entries(2, 2), 1_999_999_999);
      await store.append(own, [], 0);
      const taken = await store.takeOver(own, 'b');
      assert.equal(taken?.clock, 2_000_000_000.5);
      assert.equal(taken?.journal.length, 2);
      await store.append(taken.own, [], 2_000_000_001);
      assert.equal((await store.takeOver(taken.own, 'c'))?.clock, 2_000_000_001);
    });

    it('have a clock that is a number', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      for (const none of [Number.NaN, Number.POSITIVE_INFINITY]) {
        await assert.rejects(store.append(own, entries(1, 1), none), RangeError);
      }
      await store.append(own, entries(1, 1), 3);
      assert.equal((await store.takeOver(own, 'b'))?.clock, 3);
    });

    it('have their clock put back', async () => {
      const own = { match: newId(), epoch: 2 };
      await store.restore(own, 'a', storedMatch(entries(1, 2), { clock: 350 }));
      await store.append(own, [], 300);
      assert.equal((await store.takeOver(own, 'b'))?.clock, 350);
    });

    it('take entries once, in order, however often they come', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      const journal = entries(1, 6);
      await store.append(own, journal.slice(0, 3), 0);
      await store.append(own, journal.slice(0, 3), 0);
      await store.append(own, journal.slice(1, 5), 0);
      await store.append(own, [], 0);
      await store.append(own, journal.slice(5), 0);
      assert.deepEqual((await store.takeOver(own, 'b'))?.journal, journal);
    });

    it('keep the order of entries that are appended without waiting', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      const journal = entries(1, 40);
      await Promise.all(journal.map((entry) => store.append(own, [entry], 0)));
      assert.deepEqual((await store.takeOver(own, 'b'))?.journal, journal);
    });

    it('refuse every write of a former owner', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      const taken = await store.takeOver(own, 'b');
      assert.ok(taken);
      await assert.rejects(store.append(own, entries(1, 1), 0), Fenced);
      await assert.rejects(store.append(own, [], 0), Fenced);
      await assert.rejects(store.checkpoint(own, storedTable({ deadline: 1 })), Fenced);
      await assert.rejects(store.restore(own, 'a', storedMatch([])), Fenced);
      await assert.rejects(store.release(own), Fenced);
      await assert.rejects(store.close(own), Fenced);
      const next = await store.takeOver(taken.own, 'c');
      assert.deepEqual(next, {
        own: { match: own.match, epoch: 3 },
        table: storedTable(),
        journal: [],
        clock: 0,
      });
    });

    it('are missing when they are not known', async () => {
      const own = { match: newId(), epoch: 1 };
      await assert.rejects(store.append(own, entries(1, 1), 0), Missing);
      await assert.rejects(store.checkpoint(own, storedTable()), Missing);
      await assert.rejects(store.release(own), Missing);
      assert.equal(await store.takeOver(own, 'b'), null);
      assert.equal(await store.find(own.match), null);
      assert.equal(await store.find('not a uuid'), null);
      await store.close(own);
    });

    it('are missing to the owner of a later epoch than what is left of them', async () => {
      const { match } = await store.open(newId(), 'a', storedTable());
      const own = { match, epoch: 2 };
      await assert.rejects(store.append(own, entries(1, 1), 0), Missing);
      await store.restore(own, 'b', storedMatch(entries(1, 2)));
      assert.deepEqual(await store.find(match), { match, owner: 'b', epoch: 2 });
    });

    it('are taken over by one of many who try at once', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      const journal = entries(1, 3);
      await store.append(own, journal, 0);
      const owners = ['b', 'c', 'd', 'e', 'f'];
      const tries = await Promise.all(owners.map((owner) => store.takeOver(own, owner)));
      const [winner, second] = tries.filter((taken) => taken !== null);
      assert.ok(winner);
      assert.equal(second, undefined);
      assert.deepEqual(winner.journal, journal);
      const owner = owners[tries.indexOf(winner)];
      assert.deepEqual(await store.find(own.match), { ...winner.own, owner });
      await store.append(winner.own, entries(4, 4), 0);
    });

    it('have no entry that was acknowledged to the former owner and is not with the new one', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      const acknowledged: number[] = [];
      const writing = Promise.all(
        entries(1, 60).map(async (entry) => {
          await store.append(own, [entry], 0);
          acknowledged.push(entry.seq);
        }),
      ).catch((error: unknown) => assert.ok(error instanceof Fenced));
      const taken = await store.takeOver(own, 'b');
      await writing;
      assert.ok(taken);
      // On several connections a later entry may be written and an earlier one refused.
      const stored = new Set(taken.journal.map(({ seq }) => seq));
      assert.deepEqual(
        acknowledged.filter((seq) => !stored.has(seq)),
        [],
      );
    });

    it('are given up for anybody to take', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      await store.release(own);
      await store.release(own);
      const found = await store.find(own.match);
      assert.deepEqual(found, { match: own.match, owner: '', epoch: 1 });
      assert.equal((await store.takeOver(own, 'b'))?.own.epoch, 2);
    });

    it('are put back, but not over what is as new', async () => {
      const own = { match: newId(), epoch: 4 };
      const journal = entries(1, 3);
      await store.restore(own, 'a', storedMatch(journal));
      await assert.rejects(store.restore(own, 'b', storedMatch([])), Fenced);
      await assert.rejects(store.restore({ ...own, epoch: 3 }, 'a', storedMatch([])), Fenced);
      await store.restore(own, 'a', storedMatch(journal));
      await store.append(own, entries(4, 4), 0);
      const taken = await store.takeOver(own, 'b');
      assert.equal(taken?.journal.length, 4);
      assert.deepEqual(taken?.journal.slice(0, 3), journal);
    });

    it('are replaced as a whole when they are put back over something older', async () => {
      const old = await store.open(newId(), 'a', storedTable());
      await store.append(old, entries(1, 9), 0);
      const own = { match: old.match, epoch: 3 };
      const journal = entries(1, 2);
      await store.restore(own, 'b', storedMatch(journal, { table: storedTable({ phase: 'finished' }) }));
      const taken = await store.takeOver(own, 'c');
      assert.deepEqual(taken?.journal, journal);
      assert.equal(taken?.table.phase, 'finished');
    });

    it('are missing when entries before those that come are not there', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      await store.append(own, entries(1, 2), 0);
      await assert.rejects(store.append(own, entries(4, 4), 0), Missing);
      await store.restore(own, 'a', storedMatch(entries(1, 4)));
      assert.equal((await store.takeOver(own, 'b'))?.journal.length, 4);
    });

    it('are neither put back nor opened once they are over', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      const taken = await store.takeOver(own, 'b');
      assert.ok(taken);
      await store.close(taken.own);
      await assert.rejects(store.restore(own, 'a', storedMatch(entries(1, 1))), Fenced);
      await assert.rejects(store.restore(taken.own, 'b', storedMatch([])), Fenced);
      await assert.rejects(store.open(own.match, 'c', storedTable()), Fenced);
      assert.equal(await store.find(own.match), null);
    });

    it('are forgotten when they are closed', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      await store.append(own, entries(1, 2), 0);
      await store.close(own);
      await store.close(own);
      assert.equal(await store.find(own.match), null);
      assert.equal(await store.takeOver(own, 'b'), null);
      assert.ok((await store.running()).every(({ match }) => match !== own.match));
      await assert.rejects(store.append(own, entries(3, 3), 0), /Fenced|Missing/);
    });

    it('are listed while they run', async () => {
      const one = await store.open(newId(), 'a', storedTable());
      const other = await store.open(newId(), 'b', storedTable());
      await store.release(other);
      const listed = (await store.running()).filter(
        ({ match }) => match === one.match || match === other.match,
      );
      assert.deepEqual(
        listed.sort((a, b) => (a.match < b.match ? -1 : 1)),
        [
          { match: one.match, owner: 'a', epoch: 1 },
          { match: other.match, owner: '', epoch: 1 },
        ],
      );
    });

    it('may be big', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      const table = storedTable({ state: { text: 'x'.repeat(1024 * 1024) } });
      const journal = entries(1, 20_000);
      await store.append(own, journal, 0);
      await store.checkpoint(own, table);
      const taken = await store.takeOver(own, 'b');
      assert.deepEqual(taken?.table, table);
      assert.equal(taken?.journal.length, 20_000);
      assert.deepEqual(taken?.journal.at(-1), journal.at(-1));
      const again = { match: own.match, epoch: 5 };
      await store.restore(again, 'c', storedMatch(journal, { table }));
      assert.deepEqual((await store.takeOver(again, 'd'))?.journal, journal);
    });

    it('are not changed by what their caller does to the data afterwards', async () => {
      const table = storedTable();
      const own = await store.open(newId(), 'a', table);
      const [entry] = entries(1, 1);
      assert.ok(entry);
      await store.append(own, [entry], 0);
      table.deadline = -1;
      entry.at = -1;
      const taken = await store.takeOver(own, 'b');
      assert.equal(taken?.table.deadline, storedTable().deadline);
      assert.equal(taken?.journal[0]?.at, 16.6);
    });
  });
}

/** What every store does that can keep copies of what another has. */
export function backupStoreContract(kind: string, make: () => Promise<BackupStoreFixture>): void {
  matchStoreContract(kind, async () => {
    const { inner, close } = await make();
    return { store: packed(inner), close };
  });

  describe(`copies of running matches in ${kind}`, function () {
    this.timeout(180_000);
    let fixture: BackupStoreFixture;
    let inner: BackupStore;
    let store: MatchStore;

    before(async () => {
      fixture = await make();
      inner = fixture.inner;
      store = packed(inner);
    });
    after(() => fixture?.close());

    it('are claimed without being read, by one of many who try at once', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      await store.append(own, entries(1, 3), 4500);
      const owners = ['b', 'c', 'd'];
      const claims = await Promise.all(owners.map((owner) => inner.claim(own, owner)));
      assert.deepEqual(
        claims.filter((claim) => claim !== null),
        [{ entries: 3, clock: 4500 }],
      );
      const owner = owners[claims.findIndex((claim) => claim !== null)];
      assert.deepEqual(await store.find(own.match), { match: own.match, owner, epoch: 2 });
      await assert.rejects(store.append(own, entries(4, 4), 0), Fenced);
      await store.append({ ...own, epoch: 2 }, entries(4, 4), 0);
    });

    it('are claimed when their journal is empty, and not when they are not known', async () => {
      const own = await store.open(newId(), 'a', storedTable());
      assert.deepEqual(await inner.claim(own, 'b'), { entries: 0, clock: 0 });
      assert.equal(await inner.claim(own, 'c'), null);
      assert.equal(await inner.claim({ match: newId(), epoch: 1 }, 'b'), null);
      assert.equal(await inner.claim({ match: 'not a uuid', epoch: 1 }, 'b'), null);
    });
  });
}

/** What every store does that processes of several versions share. */
export function formatContract(
  kind: string,
  make: () => Promise<{ storeOf(format: number): PackedStore; close(): Promise<void> }>,
): void {
  describe(`formats of running matches in ${kind}`, function () {
    this.timeout(180_000);
    let fixture: Awaited<ReturnType<typeof make>>;
    let older: MatchStore;
    let newer: MatchStore;

    before(async () => {
      fixture = await make();
      older = packed(fixture.storeOf(FORMAT));
      newer = packed(fixture.storeOf(FORMAT + 1));
    });
    after(() => fixture?.close());

    it('have an older process leave a newer match alone, and say who has it', async () => {
      const own = await newer.open(newId(), 'new', storedTable());
      await newer.append(own, entries(1, 1), 5);
      await newer.release(own);
      const found = await older.find(own.match);
      assert.deepEqual(found, { match: own.match, owner: '', epoch: 1 });
      assert.equal(await older.takeOver(found, 'old'), null);
      assert.ok((await older.running()).every(({ match }) => match !== own.match));
      assert.ok((await newer.running()).some(({ match }) => match === own.match));
      assert.equal((await newer.takeOver(found, 'new'))?.journal.length, 1);
    });

    it('have a match be as new as whoever has it', async () => {
      const own = await older.open(newId(), 'old', storedTable());
      const taken = await newer.takeOver(own, 'new');
      assert.ok(taken);
      await newer.checkpoint(taken.own, storedTable({ format: FORMAT + 1 }));
      assert.equal(await older.takeOver(taken.own, 'old'), null);
    });
  });
}
