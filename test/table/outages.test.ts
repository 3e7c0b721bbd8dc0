import assert from 'node:assert/strict';
import type { MatchStore } from '../../src/match/matchStore.ts';
import { ids, MATCH, tableFixture } from '../support/hostedToy.ts';
import { MemoryMatchStore } from '../support/memory/memoryMatchStore.ts';
import { toy } from '../support/toyGame.ts';

const [a, b, c] = ids as [string, string, string];
const take = (request_id: string) => ({ request_id, action: 'take' });
const away = () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));

/** A table whose match runs, and a store that can be away. */
async function running(more: Partial<typeof toy> = {}) {
  const store = new MemoryMatchStore();
  const { append, checkpoint } = store;
  const at = await tableFixture({}, { store }, { ...toy, ...more });
  await at.here(a, b, c);
  await at.pass(3_100);
  assert.equal(at.table.state.phase, 'playing');
  return {
    ...at,
    store,
    goAway(...methods: ('append' | 'checkpoint')[]): void {
      for (const method of methods) store[method] = away as never;
    },
    comeBack(): void {
      Object.assign(store, { append, checkpoint });
    },
  };
}

/** A bell that rings once, at this game time: something that time decides. */
const bell = (at: number): Partial<typeof toy> => ({
  over: () => false,
  step(table) {
    if (table.now !== at) return false;
    table.emit({ kind: 'bell' });
    return 'decided';
  },
});

describe('a table in an outage', () => {
  it('is shown at once by who takes it over, and what is about to be decided waits for its people', async () => {
    const game = { ...toy, ...bell(2_000) };
    const at = await running(bell(2_000));
    await at.pass(500);
    const taken = await at.store.takeOver({ match: MATCH, epoch: 1 }, 'there');
    assert.ok(taken && taken.clock >= 2_000);
    const there = await tableFixture({}, { store: at.store }, game, taken);
    const shown = Promise.all([there.table.views.visibleTo(a, -1, 0), there.table.ledger()]);
    // Without a tick, and without the loop of events standing.
    let turns = 0;
    const limit = (async () => {
      for (; turns < 50; turns++) await new Promise(setImmediate);
      assert.fail('nobody was shown anything');
    })();
    await Promise.race([shown, limit]);
    const bells = () => there.told.filter(({ type }) => type === 'animation').length;
    await there.pass(1_000);
    await there.here(b, c);
    await there.pass(950);
    assert.equal(bells(), 0, 'a second after all are back there is time to play');
    await there.pass(200);
    assert.equal(bells(), 1);
    const { journal } = (await at.store.takeOver({ match: MATCH, epoch: 2 }, 'third')) ?? {};
    assert.deepEqual(
      journal?.map(({ kind, at }) => [kind, at]),
      [['time', 2_000]],
    );
  });

  /** Game ms at which the last entry was made. */
  const lastAt = async (store: MemoryMatchStore) => {
    const found = await store.find(MATCH);
    const taken = found && (await store.takeOver(found, 'looker'));
    return taken?.journal.at(-1)?.at ?? 0;
  };

  it('takes no time from anybody when it is handed over', async () => {
    const more = { over: () => false };
    const at = await running(more);
    await at.pass(1_000);
    await at.table.act(a, take('r1'));
    const left = at.table.handOver();
    await at.pass(500);
    await left;
    const taken = await at.store.takeOver({ match: MATCH, epoch: 1 }, 'there');
    assert.ok(taken?.journal[0] && taken.clock > taken.journal[0].at + 1_000);
    const there = await tableFixture(
      {},
      { store: at.store, process: () => 'there' },
      { ...toy, ...more },
      taken,
    );
    await there.table.act(b, take('r2'));
    await there.pass(4_000);
    await there.table.act(b, take('r3'));
    const after = await at.store.takeOver({ match: MATCH, epoch: 2 }, 'third');
    assert.ok(after);
    const [first, second, third] = after.journal.map(({ at }) => at) as [number, number, number];
    assert.equal(second, first);
    assert.ok(
      Math.abs(third - first - 1_000) <= 50,
      `${third - first}: it waits three seconds for its people`,
    );
    // Nobody stored more of it than who gave it up. What is seen since is not undone.
    const last = await tableFixture(
      {},
      { store: at.store, process: () => 'third' },
      { ...toy, ...more },
      after,
    );
    await last.table.act(c, take('r4'));
    assert.ok((await lastAt(at.store)) >= after.clock);
  });

  for (const [what, doing] of [
    ['with something to store', true],
    ['with nothing done', false],
  ] as const) {
    it(`does not leap after it stood ${what}`, async () => {
      const at = await running({ over: () => false });
      at.goAway('append', 'checkpoint');
      const lost = doing ? at.table.act(a, take('r1')).catch(() => {}) : undefined;
      await at.pass(20_000);
      await lost;
      at.comeBack();
      await at.pass(1_000);
      await at.table.act(b, take('r2'));
      const ran = doing ? 1_000 : 2_500 + 1_000; // as far as its clock was stored
      const at2 = await lastAt(at.store);
      assert.ok(at2 <= ran + 300, `${at2} ms were played`);
    });
  }

  it('gives up the seat of who left while nothing could be stored', async () => {
    const at = await running({ over: () => false });
    at.goAway('append', 'checkpoint');
    await assert.rejects(at.table.act(b, take('r1')), /stored/);
    await assert.rejects(at.table.people.leave(a), /stored/); // not done: what was done before comes first
    await at.pass(20_000);
    assert.equal(at.table.seats.has(a), false);
    at.comeBack();
    await at.pass(1_000);
    assert.deepEqual(
      [...at.table.state.players.values()].map(({ left }) => left),
      [true, false, false],
    );
  });

  it('tells who asks over HTTP that it stands, and that it goes on', async () => {
    const at = await running({ over: () => false });
    at.goAway('append', 'checkpoint');
    const waiting = at.table.views.visibleTo(b, at.table.state.version, 25_000);
    await at.pass(6_000);
    const { standing, version } = await waiting;
    assert.equal(standing, true);
    const goesOn = at.table.views.visibleTo(b, version, 25_000);
    at.comeBack();
    await at.pass(2_000);
    assert.equal((await goesOn).standing, undefined);
  });

  it('sleeps also while somebody is away', async () => {
    const at = await running({ over: () => false, grace: 'match', dueAt: () => Number.POSITIVE_INFINITY });
    await at.pass(40_000);
    assert.ok([...at.table.state.players.values()].every(({ connected }) => !connected));
    let awake = 0;
    for (let ms = 0; ms < 10_000; ms += 50) {
      await at.pass(50);
      if (at.table.idleMs <= 100) awake += 1;
    }
    assert.ok(awake < 50, `${awake} of 200 looks in 10 s`);
  });

  it('takes no grace from those who are away while it stands, and gives them a moment to come back', async () => {
    const at = await running({ over: () => false });
    at.goAway('append', 'checkpoint');
    await at.pass(40_000); // by now nobody counts as here
    const before = [...at.table.state.players.values()].map(({ grace }) => grace);
    await at.pass(120_000);
    assert.deepEqual(
      [...at.table.state.players.values()].map(({ grace }) => grace),
      before,
    );
    at.comeBack();
    await at.pass(5_000);
    assert.ok([...at.table.state.players.values()].every(({ left }) => !left));
    assert.equal(at.table.state.phase, 'playing');
    await at.pass(80_000);
    assert.ok([...at.table.state.players.values()].every(({ left }) => left));
  });

  it('says that it stands also when nobody does anything, and does not spin meanwhile', async () => {
    const at = await running({ over: () => false });
    at.goAway('append');
    await at.pass(20_000);
    const said = () => at.told.filter(({ type }) => type === 'standing').map(({ payload }) => payload);
    assert.deepEqual(said(), [{ standing: true }]);
    assert.ok(at.table.idleMs >= 50, `${at.table.idleMs}`);
    at.comeBack();
    await at.pass(2_000);
    assert.deepEqual(said(), [{ standing: true }, { standing: false }]);
  });

  it('ends when its end is stored, however long that takes, and shows it then', async () => {
    const at = await running();
    at.goAway('append', 'checkpoint');
    const done = at.table.act(a, take('last')).catch(() => {});
    await at.pass(60_000);
    await done;
    assert.deepEqual(at.results, []);
    at.comeBack();
    await at.pass(30_000);
    assert.equal(at.results.length, 1);
    assert.equal(at.table.settled, true);
    const phases = at.told.filter(({ type }) => type === 'game_state_update').map(({ payload }) => payload);
    assert.equal((phases.at(-1) as { state: string }).state, 'finished');
  });

  it('answers a refusal that comes again only once what it rests on is stored', async () => {
    const at = await running({
      over: () => false,
      act(table, id) {
        table.state.taken += 1;
        const { taken } = table.state;
        if (taken > 1) return { refused: { code: 'too_late', message: 'Somebody was first.' } };
        return toy.act(table, id, { action: 'take' });
      },
    });
    const append = at.store.append.bind(at.store);
    const gate = Promise.withResolvers<void>();
    at.store.append = async (...args) => {
      await gate.promise;
      await append(...args);
    };
    const answered: string[] = [];
    const first = at.table.act(a, take('r1')).then(() => answered.push('first'));
    await at.pass(100);
    const late = at.table.act(b, take('r2')).then(() => answered.push('late'));
    await at.pass(100);
    const again = at.table.act(b, take('r2')).then(() => answered.push('again'));
    await at.pass(100);
    assert.deepEqual(answered, []);
    gate.resolve();
    await Promise.all([first, late, again]);
    assert.equal(answered.length, 3);
  });

  it('keeps the later picture when a restore comes between', async () => {
    const store: MatchStore & { lose?(): void } = new MemoryMatchStore();
    const at = await tableFixture({}, { store });
    await at.here(a, b);
    const restored = Promise.withResolvers<void>();
    const restore = store.restore.bind(store);
    store.restore = async (...args) => {
      await restore(...args);
      await restored.promise;
    };
    (store as MemoryMatchStore).lose();
    const early = at.table.checkpoint(); // of the countdown, and it finds that the match is lost
    await at.here(c);
    await at.pass(3_500);
    restored.resolve();
    await early;
    await at.pass(200);
    await at.table.act(a, take('r1'));
    const found = await store.find(MATCH);
    const taken = found && (await store.takeOver(found, 'there'));
    assert.ok(taken?.table.match, 'the match that began is stored');
    assert.equal(taken.journal.length, 1);
  });
});
