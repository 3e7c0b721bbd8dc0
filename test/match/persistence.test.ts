import assert from 'node:assert/strict';
import { Problem } from '../../src/lib/problem.ts';
import { durabilityOf } from '../../src/match/durability.ts';
import type { FrozenMatch } from '../../src/match/frozenMatch.ts';
import type { JournalEntry } from '../../src/match/journal.ts';
import type { StoredTable } from '../../src/match/matchStore.ts';
import { Persistence } from '../../src/match/persistence.ts';
import { MemoryMatchStore } from '../support/memory/memoryMatchStore.ts';

const MATCH = '00000000-0000-4000-8000-00000000aaaa';
const durability = durabilityOf({ durability: 'journal', stepMs: 50 });
const { leadMs, renewMs, checkpointMs } = durability;

/** A match of which something is done by adding an entry, its store, and what was told. */
async function kept() {
  const store = new MemoryMatchStore();
  const match = { journal: [] as JournalEntry[], now: 0 };
  const told = { fenced: 0, restored: 0, stored: [] as number[] };
  let time = 0;
  const table = (): StoredTable => ({
    ...{
      options: null,
      game: 'toy',
      phase: 'playing',
      deadline: 0,
      openedAt: 0,
      state: null,
      sessions: [],
      refs: null,
    },
    match: { seq: match.journal.length } as FrozenMatch,
  });
  const own = await store.open(MATCH, 'here', table());
  const persistence = new Persistence(own, {
    ...{ store, owner: 'here', durability, table, match: () => match, now: () => time },
    stored: () => void told.stored.push(match.journal.length),
    fenced: () => void told.fenced++,
    restored: () => void told.restored++,
    log: { warn() {} },
  });
  return {
    store,
    match,
    told,
    table,
    persistence,
    /** Does something. */
    act(): number {
      const seq = match.journal.length + 1;
      match.journal.push({ seq, at: match.now, kind: 'act', by: 'ada', request_id: `r${seq}`, input: {} });
      return seq;
    },
    pass(ms: number): void {
      time += ms;
      persistence.tick();
    },
    /** What another process would find. */
    async found() {
      const running = await store.find(MATCH);
      return running && store.takeOver(running, 'there');
    },
    /** Holds every call of a method until it is let go, or lets it fail. */
    hold(method: 'append' | 'checkpoint') {
      const real = store[method].bind(store) as (...args: unknown[]) => Promise<void>;
      const calls: { args: unknown[]; go(): void; fail(): void }[] = [];
      store[method] = (...args: unknown[]) =>
        new Promise<void>((resolve, reject) => {
          const go = () => real(...args).then(resolve, reject);
          calls.push({ args, go, fail: () => reject(new Error('away')) });
        });
      return {
        calls,
        free: () => {
          store[method] = real;
        },
      };
    },
    away(method: 'append' | 'checkpoint') {
      const real = store[method];
      store[method] = async () => {
        throw new Error('away');
      };
      return () => {
        store[method] = real as never;
      };
    },
  };
}

const turn = () => new Promise(setImmediate);
const later = (error: unknown) => error instanceof Problem && error.code === 'retry_later';

describe('the persistence of a match', () => {
  it('has nothing to do by itself while its clock is being stored ahead, nor before it is tried again', async () => {
    const at = await kept();
    const held = at.hold('append');
    at.pass(0);
    assert.equal(held.calls.length, 1);
    assert.ok(at.persistence.dueMs > 400, `${at.persistence.dueMs}`);
    held.calls[0]?.fail();
    await turn();
    assert.equal(at.persistence.dueMs, 500);
  });

  it('makes a change at once, and tells of it when it is stored', async () => {
    const at = await kept();
    const held = at.hold('append');
    let answer = 0;
    const done = at.persistence
      .change(() => at.act())
      .then((seq) => {
        answer = seq;
      });
    assert.deepEqual([at.match.journal.length, at.persistence.settled, at.told.stored], [1, false, []]);
    await turn();
    assert.equal(answer, 0);
    held.calls[0]?.go();
    await done;
    assert.deepEqual([answer, at.persistence.settled, at.told.stored], [1, true, [1]]);
  });

  it('makes nothing more while something is being stored: all that came meanwhile is the next turn', async () => {
    const at = await kept();
    const held = at.hold('append');
    const all = [1, 2, 3].map(() => at.persistence.change(() => at.act()));
    at.persistence.pass(() => assert.fail('time passes while something is being stored'));
    assert.equal(at.match.journal.length, 1);
    held.calls[0]?.go();
    await all[0];
    await turn();
    assert.deepEqual([at.match.journal.length, at.told.stored, held.calls.length], [3, [1], 2]);
    held.calls[1]?.go();
    assert.deepEqual(await Promise.all(all), [1, 2, 3]);
    assert.deepEqual(
      (await at.found())?.journal.map(({ seq }) => seq),
      [1, 2, 3],
    );
  });

  it('tells at once of a change that leaves nothing to store, and of one that fails', async () => {
    const at = await kept();
    at.hold('append');
    assert.equal(await at.persistence.change(() => 'nothing'), 'nothing');
    await assert.rejects(
      at.persistence.change(() => {
        throw new Error('no');
      }),
      /no/,
    );
    assert.ok(at.persistence.settled);
  });

  it('sends those away who ask while nothing can be stored, stands, and goes on by itself', async () => {
    const at = await kept();
    const back = at.away('append');
    await assert.rejects(
      at.persistence.change(() => at.act()),
      later,
    );
    await assert.rejects(
      at.persistence.change(() => at.act()),
      later,
    );
    await assert.rejects(at.persistence.settle(), later);
    assert.deepEqual([at.match.journal.length, at.persistence.standing, at.told.stored], [1, true, []]);
    back();
    at.pass(400);
    await turn();
    assert.ok(at.persistence.standing);
    at.pass(100);
    await turn();
    assert.deepEqual([at.persistence.standing, at.persistence.settled, at.told.stored], [false, true, [1]]);
    assert.ok(at.persistence.has(1) && !at.persistence.has(2));
  });

  it('stores what could not be stored when somebody asks again, before it does more', async () => {
    const at = await kept();
    const back = at.away('append');
    await assert.rejects(
      at.persistence.change(() => at.act()),
      later,
    );
    back();
    assert.equal(await at.persistence.change(() => at.act()), 2);
    assert.equal((await at.found())?.journal.length, 2);
  });

  it('stands when the store takes long, too', async () => {
    const at = await kept();
    const held = at.hold('append');
    const done = at.persistence.change(() => at.act());
    at.pass(999);
    assert.equal(at.persistence.standing, false);
    at.pass(1);
    assert.equal(at.persistence.standing, true);
    held.calls[0]?.go();
    await done;
    assert.equal(at.persistence.standing, false);
  });

  it('lets no more wait than a bound', async () => {
    const at = await kept();
    const held = at.hold('append');
    const first = at.persistence.change(() => at.act());
    const waiting = Array.from({ length: 1000 }, () => at.persistence.change(() => 0));
    await assert.rejects(
      at.persistence.change(() => 0),
      later,
    );
    held.calls[0]?.go();
    await Promise.all([first, ...waiting]);
  });

  it('stores the clock ahead, and moves it on when it runs out', async () => {
    const at = await kept();
    assert.equal(at.persistence.clock, 0);
    at.pass(0);
    await turn();
    assert.equal(at.persistence.clock, leadMs);
    at.match.now = leadMs - renewMs - 50;
    const held = at.hold('append');
    at.pass(0);
    assert.deepEqual([held.calls.length, at.persistence.dueMs], [0, 50]);
    at.match.now += 50;
    at.pass(0);
    at.pass(0);
    assert.equal(held.calls.length, 1);
    assert.ok(at.persistence.settled, 'nobody waits for the clock');
    held.calls[0]?.go();
    await turn();
    assert.equal(at.persistence.clock, at.match.now + leadMs);
    assert.equal((await at.found())?.clock, at.persistence.clock);
  });

  it('moves the clock on with every entry, and never back', async () => {
    const at = await kept();
    const held = at.hold('append');
    at.pass(0); // the clock
    at.match.now = 200;
    const done = at.persistence.change(() => at.act());
    held.calls[1]?.go();
    await done;
    held.calls[0]?.go();
    await turn();
    assert.deepEqual([at.persistence.clock, (await at.found())?.clock], [200 + leadMs, 200 + leadMs]);
  });

  it('takes a checkpoint now and then, never ahead of the journal', async () => {
    const at = await kept();
    const held = at.hold('append');
    const done = at.persistence.change(() => at.act());
    const pictures = at.hold('checkpoint');
    at.pass(checkpointMs);
    await turn();
    assert.equal(pictures.calls.length, 0);
    held.calls[0]?.go();
    await done;
    await turn();
    assert.deepEqual(
      pictures.calls.map(({ args }) => (args[1] as StoredTable).match?.seq),
      [1],
    );
    pictures.calls[0]?.go();
    held.free();
    at.pass(checkpointMs - 1);
    await turn();
    assert.equal(pictures.calls.length, 1);
  });

  it('stores how the match began before its first entry, whatever becomes of checkpoints', async () => {
    const at = await kept();
    const back = at.away('checkpoint');
    const begun = at.persistence.begin({ ...at.table(), deadline: 7 });
    await assert.rejects(begun, later);
    await assert.rejects(
      at.persistence.change(() => at.act()),
      later,
    );
    back();
    await at.persistence.change(() => at.act());
    const taken = await at.found();
    assert.deepEqual([taken?.table.deadline, taken?.journal.length], [7, 1]);
  });

  it('takes one more picture for all who ask while one is on its way', async () => {
    const at = await kept();
    const held = at.hold('checkpoint');
    void at.persistence.checkpoint();
    await turn();
    await at.persistence.change(() => at.act());
    const asked = [at.persistence.checkpoint(), at.persistence.checkpoint(), at.persistence.store()];
    await at.persistence.change(() => at.act());
    held.calls[0]?.go();
    await turn();
    held.calls[1]?.go();
    await turn();
    held.calls[2]?.go();
    await Promise.all(asked);
    const seen = held.calls.map(({ args }) => (args[1] as StoredTable).match?.seq);
    assert.deepEqual(seen.slice(0, 2), [0, 2]);
    held.free();
    at.away('checkpoint');
    await at.persistence.checkpoint(); // is silent
    await assert.rejects(at.persistence.store(), later);
  });

  it('is told once that it was fenced, and does nothing more', async () => {
    const at = await kept();
    await at.persistence.change(() => at.act());
    await at.found();
    await assert.rejects(
      at.persistence.change(() => at.act()),
      later,
    );
    await assert.rejects(
      at.persistence.change(() => at.act()),
      later,
    );
    await at.persistence.checkpoint();
    assert.deepEqual([at.told.fenced, at.match.journal.length], [1, 2]);
    assert.equal((await at.found())?.journal.length, 1);
  });

  it('puts everything back once when the store lost it, whoever finds out', async () => {
    const at = await kept();
    await at.persistence.change(() => at.act());
    await at.store.lose();
    await Promise.all([
      at.persistence.change(() => at.act()),
      at.persistence.checkpoint(),
      at.persistence.checkpoint(),
    ]);
    assert.deepEqual([at.told.restored, at.told.fenced], [1, 0]);
    const taken = await at.found();
    assert.deepEqual([taken?.journal.length, taken?.clock], [2, leadMs]);
  });

  it('hands over everything, and another process may take it at once', async () => {
    const at = await kept();
    await at.persistence.change(() => at.act());
    await at.persistence.handOver();
    assert.equal((await at.store.find(MATCH))?.owner, '');
    const taken = await at.found();
    assert.deepEqual([taken?.journal.length, taken?.table.match?.seq, taken?.own.epoch], [1, 1, 2]);
    await assert.rejects(
      at.persistence.change(() => at.act()),
      later,
    );
    assert.equal(at.told.fenced, 0);
  });
});
