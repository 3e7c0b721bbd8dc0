import assert from 'node:assert/strict';
import type { JournalEntry } from '../../src/match/journal.ts';
import type { JournalStore } from '../../src/match/journalStore.ts';
import { JournalWriter } from '../../src/match/journalWriter.ts';

const entry = (seq: number): JournalEntry => ({
  seq,
  at: 0,
  kind: 'act',
  by: 'ann',
  request_id: `r${seq}`,
  input: {},
});

/** A store whose writes end when the test says so. */
function slowStore() {
  const writes: { seqs: number[]; end: PromiseWithResolvers<void> }[] = [];
  const store: JournalStore = {
    append(_match, entries) {
      const end = Promise.withResolvers<void>();
      writes.push({ seqs: entries.map(({ seq }) => seq), end });
      return end.promise;
    },
    read: async () => [],
    drop: async () => {},
  };
  return { store, writes };
}

describe('a journal writer', () => {
  it('tells when an entry is stored, not before', async () => {
    const { store, writes } = slowStore();
    const writer = new JournalWriter(store, 'm');
    writer.add(entry(1));
    let stored = false;
    const wait = writer.stored(1).then(() => {
      stored = true;
    });
    await Promise.resolve();
    assert.deepEqual([writes.length, stored], [1, false]);

    writes[0]?.end.resolve();
    await wait;
    assert.equal(stored, true);
    await writer.stored(1);
    assert.equal(writes.length, 1);
  });

  it('stores what came in meanwhile in one go', async () => {
    const { store, writes } = slowStore();
    const writer = new JournalWriter(store, 'm');
    writer.add(entry(1));
    const first = writer.stored(1);
    for (const seq of [2, 3, 4]) writer.add(entry(seq));
    const rest = [2, 3, 4].map((seq) => writer.stored(seq));

    writes[0]?.end.resolve();
    await first;
    while (writes.length < 2) await Promise.resolve();
    writes[1]?.end.resolve();
    await Promise.all(rest);

    assert.deepEqual(
      writes.map(({ seqs }) => seqs),
      [[1], [2, 3, 4]],
    );
  });

  it('fails when the store does, and stores everything in order the next time', async () => {
    const { store, writes } = slowStore();
    const writer = new JournalWriter(store, 'm');
    writer.add(entry(1));
    const failed = writer.stored(1);
    writer.add(entry(2));
    writes[0]?.end.reject(new Error('disk full'));
    await assert.rejects(failed, /disk full/);

    const again = writer.stored(2);
    writes[1]?.end.resolve();
    await again;

    assert.deepEqual(
      writes.map(({ seqs }) => seqs),
      [[1], [1, 2]],
    );
  });

  it('flushes what nobody waits for, and survives that this fails', async () => {
    const { store, writes } = slowStore();
    const writer = new JournalWriter(store, 'm');
    writer.flush();
    assert.equal(writes.length, 0);
    writer.add(entry(1));
    writer.flush();
    writes[0]?.end.reject(new Error('disk full'));
    await new Promise(setImmediate);
    writer.add(entry(2));
    const wait = writer.stored(2);
    writes[1]?.end.resolve();
    await wait;
    assert.deepEqual(writes[1]?.seqs, [1, 2]);
  });
});
