import assert from 'node:assert/strict';
import { canonical } from '../../src/match/canonical.ts';
import { replay } from '../../src/match/replay.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { hosted } from '../../src/table/hosting.ts';
import { type SparksState, sparks, sparksMaker } from '../games/sparks/sparks.ts';
import { ids, MATCH, tableFixture } from '../support/hostedToy.ts';
import { MemoryMatchStore } from '../support/memory/memoryMatchStore.ts';
import { SentInputs } from '../support/sentInputs.ts';

const [a, b, c] = ids as [string, string, string];
const STEP = 15;
const right = { mx: 127, my: 0, aim: 0, buttons: 0, view: 0 };
const away = () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));

/** A table of sparks that is played, and a store that can be away. */
async function running(
  store = new MemoryMatchStore(),
  taken?: Parameters<typeof tableFixture>[3],
  game = sparks,
  bots: Parameters<typeof tableFixture>[0] = {},
) {
  const errors: { message: string }[] = [];
  const log = {
    info() {},
    warn() {},
    error: (_context: object, message: string) => void errors.push({ message }),
  };
  const sent = new Map([a, b, c].map((id) => [id, new SentInputs()]));
  const { append, checkpoint } = store;
  const at = await tableFixture(
    bots,
    { store, log },
    game as never,
    taken,
    sparksMaker.plain as never,
    (player) => sent.get(player),
  );
  const state = at.table.state as unknown as SparksState;
  await at.here(a, b, c);
  if (!taken) await at.pass(3_100);
  assert.equal(state.phase, 'playing');
  let made = 0;
  const player = (id: string) => {
    const found = state.players.get(id);
    assert.ok(found);
    return found;
  };
  return {
    ...at,
    store,
    errors,
    state,
    player,
    sent: (id: string) => sent.get(id) as SentInputs,
    goAway(...methods: ('append' | 'checkpoint')[]): void {
      for (const method of methods) store[method] = away as never;
    },
    comeBack: () => void Object.assign(store, { append, checkpoint }),
    /** So many steps, and in between what a process does besides. */
    async steps(count: number): Promise<void> {
      for (let i = 0; i < count; i++) {
        at.table.step(1);
        made += 1;
        await new Promise(setImmediate);
        if (made % 4 === 0) await at.pass(60, 60);
      }
    },
    now: () => state.tick * STEP,
    said: () => at.told.filter(({ type }) => type === 'standing').map(({ payload }) => payload),
    async found() {
      const running = await store.find(MATCH);
      assert.ok(running);
      const taken = await store.takeOver(running, 'there');
      assert.ok(taken);
      return taken;
    },
  };
}

describe('a table of a live game', () => {
  it('is played by steps alone, and by what its players send', async () => {
    const at = await running();
    at.player(a).x = 5_000;
    await at.pass(1_000);
    assert.equal(at.state.tick, 0);
    at.sent(a).send(right);
    await at.steps(2);
    assert.equal(at.state.tick, 2);
    assert.equal(at.player(a).x, 5_186);
  });

  it('stores commands some times a second, and shows movement meanwhile', async () => {
    const at = await running();
    const gate = Promise.withResolvers<void>();
    const append = at.store.append.bind(at.store);
    const chunks: number[] = [];
    at.store.append = async (...args) => {
      chunks.push(args[2]);
      await gate.promise;
      await append(...args);
    };
    for (let i = 0; i < 20; i++) {
      at.sent(a).send(right);
      await at.steps(2);
      assert.ok(at.table.settled, `${i}`);
    }
    assert.deepEqual(chunks, [510]);
    gate.resolve();
    for (let i = 0; i < 60; i++) await at.steps(2);
    assert.ok(chunks.length <= 5, `${chunks}`);
  });

  it('shows and tells what was decided once it is stored, and goes on meanwhile', async () => {
    const at = await running();
    const gate = Promise.withResolvers<void>();
    const append = at.store.append.bind(at.store);
    at.store.append = async (...args) => {
      await gate.promise;
      await append(...args);
    };
    const hits = () => at.told.filter(({ payload }) => (payload as { kind?: string }).kind === 'hit');
    Object.assign(at.player(a), { x: 1_000, y: 5_000 });
    Object.assign(at.player(b), { x: 2_000, y: 5_000 });
    at.sent(a).send({ ...right, mx: 0, buttons: 1 });
    await at.steps(10);
    assert.equal(at.player(a).hits, 1);
    assert.equal(at.table.settled, false);
    assert.deepEqual(hits(), []);
    const { tick } = at.state;
    await at.steps(10);
    assert.equal(at.state.tick, tick + 10);
    gate.resolve();
    await at.steps(1);
    assert.equal(at.table.settled, true);
    assert.equal(hits().length, 1);
  });

  it('is seen though more is decided than its store keeps up with', async () => {
    const restless: typeof sparks = {
      ...sparks,
      step(table) {
        sparks.step(table);
        return table.state.tick % 3 === 0 ? 'decided' : true;
      },
    };
    const at = await running(new MemoryMatchStore(), undefined, restless);
    const append = at.store.append.bind(at.store);
    const writes: (() => Promise<void>)[] = [];
    at.store.append = (...args) =>
      new Promise((resolve, reject) => {
        writes.push(() => append(...args).then(resolve, reject));
      });
    let settled = 0;
    for (let i = 0; i < 400; i++) {
      at.table.step(1);
      await at.pass(STEP, STEP);
      if (at.table.settled) settled += 1;
      if (i % 4 === 3) {
        // A write takes as long as four steps, and in every third something is decided.
        await writes.shift()?.();
        await new Promise(setImmediate);
      }
    }
    assert.ok(settled > 10, `${settled}`);
  });

  it('runs a second ahead of what is stored, then stands and says so, and goes on', async () => {
    const at = await running();
    await at.steps(40);
    at.goAway('append', 'checkpoint');
    await at.steps(400);
    const stoodAt = at.now();
    assert.ok(stoodAt <= 600 + 1_000, `${stoodAt}`);
    assert.deepEqual(at.said(), [{ standing: true }]);
    at.comeBack();
    await at.pass(1_000);
    assert.deepEqual(at.said(), [{ standing: true }, { standing: false }]);
    await at.steps(100);
    assert.ok(at.now() >= stoodAt + 1_400, 'what it stood for is not made up for');
    assert.ok(at.now() <= stoodAt + 1_500);
  });

  it('says that a player leaves once that is stored, or that it could not be', async () => {
    const at = await running();
    await at.steps(10);
    at.goAway('append', 'checkpoint');
    await assert.rejects(at.table.people.leave(a), { code: 'retry_later' });
    assert.equal(at.table.settled, false);
    at.comeBack();
    await at.pass(1_000);
    assert.equal(at.table.settled, true);
    const { journal } = await at.found();
    assert.ok(journal.some(({ kind, by }) => kind === 'leave' && by === a));
  });

  it('goes on elsewhere with all that was stored: at most a second of movement is lost', async () => {
    for (const cut of [3, 33, 70, 111, 150]) {
      const at = await running();
      for (let i = 0; i < cut; i++) {
        for (const id of [a, b])
          at.sent(id).send({ ...right, mx: i % 2 ? 127 : -100, buttons: 1, aim: i % 256 });
        await at.steps(2);
      }
      const before = at.now();
      const hits = [a, b, c].map((id) => at.player(id).hits);
      const taken = await at.found();
      const there = await running(at.store, taken);
      assert.ok(there.now() <= before && there.now() >= before - 1_000, `${before} → ${there.now()}`);
      assert.equal(there.state.sparks.length, 0, 'its rules are not told');
      assert.deepEqual(
        [a, b, c].map((id) => there.player(id).hits),
        hits,
      );
      there.sent(a).send(right);
      await there.steps(100);
      assert.ok(there.now() > before);
      assert.ok(there.table.settled);
    }
  });

  it('ends in the records, with a log that gives the same again', async () => {
    const at = await running();
    let aim = 0;
    while (at.results.length === 0) {
      aim += 7;
      for (const id of [a, b, c])
        at.sent(id).send({ ...right, mx: (aim % 200) - 100, aim: aim % 256, buttons: 1 });
      await at.steps(2);
    }
    const [result] = at.results;
    const [start] = at.started;
    assert.ok(result && start);
    const again = replay(sparks, sparksMaker, start.setup, result.journal, result.gameMs);
    assert.equal(stateHash(again.state), result.stateHash);
    assert.equal(canonical(again.state), canonical(at.state));
    assert.equal(result.outcome, 'finished');
  });

  it('is handed over without a command lost', async () => {
    const at = await running();
    for (let i = 0; i < 50; i++) {
      at.sent(a).send({ ...right, mx: -20 });
      await at.steps(2);
    }
    const handing = at.table.handOver();
    await at.steps(10);
    await handing;
    assert.equal(at.now(), 1_500);
    const there = await running(at.store, await at.found());
    assert.equal(there.now(), 1_500);
    assert.equal(there.player(a).x, at.player(a).x);
  });

  it('answers actions over HTTP by where to play', async () => {
    const at = await running();
    const reply = await at.table.act(a, { request_id: 'r', action: 'fire' });
    assert.equal((reply as { code?: string }).code, 'needs_socket');
  });

  it('ends as abandoned when its rules fail again and again, and harms nobody else', async () => {
    const at = await running();
    at.player(a).left_over = 0;
    Object.assign(at.state, { sparks: null });
    await at.steps(30);
    assert.equal(at.state.phase, 'finished');
  });

  it('ends so as well when only commands fail, which are not in every step, and tells it twice', async () => {
    const throws = () => {
      throw new Error('a bug');
    };
    const at = await running(undefined, undefined, { ...sparks, live: { ...sparks.live, command: throws } });
    for (let i = 0; i < 19; i++) {
      at.sent(a).send(right);
      await at.steps(4);
    }
    assert.equal(at.state.phase, 'playing');
    assert.deepEqual(at.errors, [{ message: 'a table failed' }]);
    at.sent(a).send(right);
    await at.steps(4);
    assert.equal(at.state.phase, 'finished');
  });

  it('forgives what fails once in a while', async () => {
    const fails: typeof sparks = {
      ...sparks,
      step(table) {
        if (table.now % 1_500 === 0) throw new Error('a bug');
        return sparks.step(table);
      },
    };
    const at = await running(undefined, undefined, fails);
    await at.steps(280);
    assert.equal(at.state.phase, 'playing');
    assert.deepEqual(
      at.errors.map(({ message }) => message),
      ['a table failed', 'over: a table failed', 'a table failed', 'over: a table failed'],
    );
  });
});

describe('what a live game says of itself', () => {
  it('is refused at the start when no server can keep it', () => {
    const live = (more: object) => ({ ...sparks, live: { ...sparks.live, ...more } });
    const wrong: [object, RegExp][] = [
      [live({ input: {} }), /1 to 16 fields/],
      [live({ input: { a: [1, -129, 0] } }), /a does not fit/],
      [live({ input: { a: [1, 0, 256] } }), /a does not fit/],
      [live({ input: { a: [2, -1, 40_000] } }), /a does not fit/],
      [live({ input: { a: [4, 0, 1] } }), /a does not fit/],
      [live({ input: { a: [1, 5, 4] } }), /a does not fit/],
      [live({ commandSteps: 0 }), /commandSteps/],
      [live({ patchSteps: 11 }), /patchSteps/],
      [live({ maxCredit: 31 }), /maxCredit/],
      [live({ view: 'nope' }), /sparks: view names a field of input, and nope is none/],
      [live({ command: undefined }), /no function command/],
      [live({ bot: undefined }), /no function bot/],
      [live({ restored: 5 }), /restored is a function/],
      [live({ place: {} }), /place is a function/],
      [{ ...live({ patchSteps: 10 }), stepMs: 21 }, /200 ms at most/],
      [{ ...live({ commandSteps: 10 }), stepMs: 21 }, /200 ms at most/],
      [{ ...sparks, durability: 'journal' }, /durability/],
      [{ ...sparks, live: undefined }, /durability/],
    ];
    for (const [game, why] of wrong) assert.throws(() => hosted(game as typeof sparks, sparksMaker), why);
    hosted(sparks, sparksMaker);
    hosted({ ...live({ patchSteps: 10 }), stepMs: 20 } as typeof sparks, sparksMaker);
    const { tick: _, ...untold } = sparksMaker.plain.state();
    const maker = { ...sparksMaker.plain, state: () => untold as SparksState };
    assert.throws(
      () => hosted(sparks, { ...maker, plain: maker }),
      /a field tick: t.uint16\(\).default\(0\)/,
    );
  });
});
