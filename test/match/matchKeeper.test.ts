import assert from 'node:assert/strict';
import { Fenced } from '../../src/lib/fencing.ts';
import type { JournalEntry } from '../../src/match/journal.ts';
import type { FrozenMatch } from '../../src/match/match.ts';
import { MatchKeeper } from '../../src/match/matchKeeper.ts';
import type { StoredTable } from '../../src/match/matchStore.ts';
import { MemoryMatchStore } from '../../src/persistence/memory/memoryMatchStore.ts';

const MATCH = '00000000-0000-4000-8000-00000000aaaa';

const entry = (seq: number): JournalEntry => ({
  seq,
  at: seq * 50,
  kind: 'act',
  by: 'ada',
  request_id: `r${seq}`,
  input: { action: 'take' },
});

/** A kept match, its store, and what the keeper told. The table says how many entries are in it. */
async function kept() {
  const store = new MemoryMatchStore();
  const table = (seq = 0): StoredTable => ({
    options: null,
    game: 'toy',
    phase: 'playing',
    deadline: 0,
    openedAt: 0,
    state: null,
    match: { seq } as FrozenMatch,
    sessions: [],
    refs: null,
  });
  const told = { fenced: 0 };
  const own = await store.open(MATCH, 'here', table());
  const keeper: MatchKeeper = new MatchKeeper(own, {
    store,
    owner: 'here',
    table: () => table(keeper.journal.length),
    fenced: () => {
      told.fenced += 1;
    },
    log: { warn() {} },
  });
  /** What another process would find. */
  const found = async () => {
    const running = await store.find(MATCH);
    return running && store.takeOver(running, 'there');
  };
  return { store, keeper, told, found, table };
}

describe('a kept match', () => {
  it('stores what came meanwhile in one go, in order', async () => {
    const at = await kept();
    const batches: number[] = [];
    const append = at.store.append.bind(at.store);
    at.store.append = (own, entries, clock) => {
      batches.push(entries.length);
      return append(own, entries, clock);
    };
    for (const seq of [1, 2, 3, 4]) at.keeper.add(entry(seq));
    await Promise.all([1, 2, 3, 4].map((seq) => at.keeper.stored(seq)));
    at.keeper.add(entry(5));
    await at.keeper.stored(5);
    assert.deepEqual(batches, [4, 1]);
    assert.deepEqual(
      (await at.found())?.journal.map((e) => e.seq),
      [1, 2, 3, 4, 5],
    );
  });

  it('never stores a checkpoint that is ahead of the journal', async () => {
    const at = await kept();
    const order: string[] = [];
    for (const method of ['append', 'checkpoint'] as const) {
      const original = at.store[method].bind(at.store) as (...args: unknown[]) => Promise<void>;
      at.store[method] = (...args: unknown[]) => {
        order.push(method);
        return original(...args);
      };
    }
    at.keeper.add(entry(1));
    await at.keeper.checkpoint();
    assert.deepEqual(order, ['append', 'checkpoint']);
    const taken = await at.found();
    assert.ok((taken?.table.match?.seq ?? 0) <= (taken?.journal.length ?? 0));
  });

  it('stores how the match began before its first entry, whatever becomes of checkpoints', async () => {
    const at = await kept();
    const checkpoint = at.store.checkpoint.bind(at.store);
    at.store.checkpoint = async () => {
      throw new Error('away');
    };
    at.keeper.begin({ ...at.table(0), phase: 'playing', deadline: 7 });
    at.keeper.add(entry(1));
    await assert.rejects(at.keeper.stored(1), /away/);
    assert.equal((await at.store.find(MATCH))?.epoch, 1);
    at.store.checkpoint = checkpoint;
    await at.keeper.stored(1);
    const taken = await at.found();
    assert.deepEqual([taken?.table.deadline, taken?.journal.length], [7, 1]);
  });

  it('stores the table as it is now though an older one is on its way', async () => {
    const at = await kept();
    const checkpoint = at.store.checkpoint.bind(at.store);
    const written: unknown[] = [];
    let go = () => {};
    const slow = new Promise<void>((resolve) => {
      go = resolve;
    });
    at.store.checkpoint = async (own, table) => {
      await slow;
      written.push(table.match?.seq);
      await checkpoint(own, table);
    };
    void at.keeper.checkpoint();
    await Promise.resolve();
    at.keeper.add(entry(1));
    const stored = at.keeper.store();
    go();
    await stored;
    assert.deepEqual(written, [0, 1]);
    at.store.checkpoint = async () => {
      throw new Error('away');
    };
    await assert.rejects(at.keeper.store(), /away/);
  });

  it('takes one more picture for all who ask while one is on its way', async () => {
    const at = await kept();
    const checkpoint = at.store.checkpoint.bind(at.store);
    const written: unknown[] = [];
    const { promise: slow, resolve: go } = Promise.withResolvers<void>();
    at.store.checkpoint = async (own, table) => {
      await slow;
      written.push(table.match?.seq);
      await checkpoint(own, table);
    };
    void at.keeper.checkpoint();
    await Promise.resolve();
    at.keeper.add(entry(1));
    const later = [at.keeper.checkpoint(), at.keeper.checkpoint()];
    at.keeper.add(entry(2));
    go();
    await Promise.all(later);
    assert.deepEqual(written, [0, 2]);
  });

  it('says so when an entry could not be stored, and stores it with the next try', async () => {
    const at = await kept();
    const append = at.store.append.bind(at.store);
    at.store.append = async () => {
      throw new Error('away');
    };
    at.keeper.add(entry(1));
    await assert.rejects(at.keeper.stored(1), /away/);
    at.store.append = append;
    await at.keeper.stored(1);
    assert.equal((await at.found())?.journal.length, 1);
    assert.equal(at.told.fenced, 0);
  });

  it('is told once that it was fenced, and stores nothing more', async () => {
    const at = await kept();
    at.keeper.add(entry(1));
    await at.keeper.stored(1);
    await at.found();
    at.keeper.add(entry(2));
    await assert.rejects(at.keeper.stored(2), Fenced);
    await assert.rejects(at.keeper.stored(2), Fenced);
    await at.keeper.checkpoint();
    assert.equal(at.told.fenced, 1);
    assert.deepEqual(
      (await at.found())?.journal.map((e) => e.seq),
      [1],
    );
  });

  it('puts everything back when the store lost it', async () => {
    const at = await kept();
    at.keeper.add(entry(1));
    await at.keeper.stored(1);
    at.store.lose();
    at.keeper.add(entry(2));
    await at.keeper.stored(2);
    assert.deepEqual(
      (await at.found())?.journal.map((e) => e.seq),
      [1, 2],
    );
  });

  it('hands over everything, and another process may take it at once', async () => {
    const at = await kept();
    at.keeper.add(entry(1));
    await at.keeper.handOver();
    assert.equal((await at.store.find(MATCH))?.owner, '');
    const taken = await at.found();
    assert.deepEqual([taken?.journal.length, taken?.table.match?.seq, taken?.own.epoch], [1, 1, 2]);
    at.keeper.add(entry(2));
    await assert.rejects(at.keeper.stored(2), Fenced);
    assert.equal(at.told.fenced, 0);
  });
});
