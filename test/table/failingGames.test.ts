import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { replay } from '../../src/match/replay.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { hosted } from '../../src/table/hosting.ts';
import { defaultLifecycle } from '../../src/table/lifecycle.ts';
import { type SparksState, sparks, sparksMaker } from '../games/sparks/sparks.ts';
import { bootToy } from '../support/bootToy.ts';
import { plentyOfBudget } from '../support/budgets.ts';
import { ids, MATCH, tableFixture } from '../support/hostedToy.ts';
import { schemaToy, type ToyState, toy } from '../support/toyGame.ts';

const [a, b, c] = ids as [string, string, string];
const take = (request_id: string) => ({ request_id, action: 'take' });

function bug(): never {
  throw new Error('a bug');
}

/** A toy that is not over by itself and has every function that a game may have. */
const long: typeof toy = {
  ...toy,
  opened() {},
  over: ({ now }) => now >= 100_000,
  dueAt: ({ now }) => now + 50,
  deadline: () => 100_000,
  away() {},
  back() {},
  records: () => [],
  recordFor: () => ({}),
  commands: { shake() {} },
};

/** Plays a table of a game that throws, and makes all happen that can. */
async function played(more: Partial<typeof toy>, options: Parameters<typeof tableFixture>[0] = {}) {
  const errors: [message: string, context: object][] = [];
  const log = {
    info() {},
    warn() {},
    error: (context: object, message: string) => void errors.push([message, context]),
  };
  const at = await tableFixture(options, { log }, { ...long, ...more });
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      await at.pass(100, 100);
      assert.ok(at.table.idleMs >= 0); // a timer asks it: nothing is thrown there
    }
  };
  await at.here(a, ...(options.botsAllowed ? [] : [b, c]));
  await pass(5_200);
  await at.table.act(a, take('one')).catch(() => {});
  await at.table.act(b, take('two')).catch(() => {});
  await at.table.command('shake', 'operator').catch(() => {});
  await pass(38_000);
  await at.here(b, c);
  await pass(1_500);
  await at.table.people.leave(c).catch(() => {});
  await pass(3_000);
  return { ...at, errors };
}

describe('a game that throws', () => {
  const cases: Record<string, Partial<typeof toy>> = {
    secret: { secret: bug },
    opened: { opened: bug },
    start: { start: bug },
    act: { act: bug },
    'act, with nothing': { act: () => undefined as never },
    'act, with nonsense': { act: () => ({ refused: undefined }) as never },
    step: { step: bug },
    dueAt: { dueAt: bug },
    'dueAt, with no number': { dueAt: () => Number.NaN },
    deadline: { deadline: bug },
    leave: { leave: bug },
    away: { away: bug },
    back: { back: bug },
    over: { over: bug },
    'a command': { commands: { shake: bug } },
    bot: { bot: bug },
    'a secret that nobody can store': { secret: () => ({ word: () => {} }) as never, start() {} },
  };
  for (const [name, more] of Object.entries(cases))
    it(`is ended as failed: ${name}`, async () => {
      const at = await played(more, name === 'bot' ? { botsAllowed: true, waitMs: 2_000 } : {});
      assert.deepEqual(
        at.results.map(({ outcome, reason }) => [outcome, reason]),
        [['abandoned', 'failed']],
      );
      assert.deepEqual(at.requeued, []);
      assert.equal(await at.directory.of(a), null);
      for (const [, context] of at.errors)
        assert.partialDeepStrictEqual(context, { match: MATCH, game: 'toy' });
    });

  it('is told why when it cannot start, and nobody is at another table for that', async () => {
    const at = await played({ start: bug });
    const told = at.told.filter(({ type }) => type === 'result').map(({ payload }) => payload);
    assert.partialDeepStrictEqual(told, [{ match_id: MATCH, outcome: 'abandoned', standings: [] }]);
    assert.deepEqual(
      at.errors.map(([message]) => message),
      ['a match could not start'],
    );
    assert.equal(at.started[0]?.setup.seats.length, 3);
  });

  it('leaves no half of a change in what is kept, nor in what is gone on with', async () => {
    const half: typeof toy.act = (table, player, action) => {
      const outcome = toy.act(table, player, action);
      return table.state.taken === 2 ? bug() : outcome;
    };
    const at = await tableFixture({}, {}, { ...long, act: half });
    await at.here(a, b, c);
    await at.pass(3_200);
    const acts = [a, b, c].map((id) => at.table.act(id, take('one')));
    const [first, second, third] = await Promise.allSettled(acts);
    assert.equal(first?.status, 'fulfilled');
    assert.equal(second?.status, 'rejected');
    assert.partialDeepStrictEqual(third, { status: 'fulfilled', value: { code: 'match_over' } });
    await at.pass(300);
    const [result] = at.results;
    assert.ok(result);
    assert.deepEqual([result.outcome, result.reason, result.journal.length], ['abandoned', 'failed', 1]);
    const { setup } = at.started[0] ?? assert.fail('it never started');
    const again = replay(toy, schemaToy, setup, result.journal, result.gameMs);
    assert.equal(again.state.taken, 1);
    assert.equal((result.finalState as ToyState).taken, 1);
    assert.equal(result.stateHash, stateHash(again.state));
  });

  it('leaves none in a game that moves either, whose steps alone may throw', async () => {
    const game = { ...sparks, leave: bug };
    const at = await tableFixture({}, {}, game as never, undefined, sparksMaker.plain as never);
    await at.here(a, b, c);
    await at.pass(3_200);
    at.table.step(4);
    await assert.rejects(at.table.people.leave(b), /a bug/);
    at.table.step(4);
    assert.equal((at.table.state as unknown as SparksState).tick, 4);
    await at.pass(300);
    assert.deepEqual([at.results[0]?.reason, at.results[0]?.left], ['failed', []]);
  });

  it('stops its own table alone, over sockets', async () => {
    const bad = new Map<string, keyof typeof toy>([
      ['00000000-0000-4000-8000-0000000000a1', 'start'],
      ['00000000-0000-4000-8000-0000000000a2', 'over'],
      ['00000000-0000-4000-8000-0000000000a3', 'act'],
    ]);
    const guarded = <K extends 'start' | 'over' | 'act'>(name: K) =>
      ((...of: [{ id: string }]) =>
        bad.get(of[0].id) === name ? bug() : (long[name] as (...of: unknown[]) => unknown)(...of)) as never;
    const game = { ...long, start: guarded('start'), over: guarded('over'), act: guarded('act') };
    let time = 1_800_000_000_000;
    const server = await bootToy({ ...defaultLifecycle, countdownMs: 0 }, plentyOfBudget(), {
      game: hosted(game, schemaToy),
      clock: () => time,
    });
    try {
      const tables = [...bad.keys(), MATCH];
      const people = (i: number) => [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000${i}00${n}`);
      const rooms = [];
      for (const [i, match] of tables.entries()) {
        const seats = people(i).map((id) => ({ id, name: id, bot: false }));
        const more = { botsAllowed: false, waitMs: 60_000, batches: [], region: null };
        await matchMaker.createRoom('toy', { match, seed: 'seed', seats, why: '', quality: 1, ...more });
        for (const id of people(i)) {
          const room = await server.client(id).joinById(match);
          room.onMessage('*', () => {});
          rooms.push(room);
        }
      }
      const all = tables.map((match) => server.table(match));
      const pass = async (times: number) => {
        for (let i = 0; i < times; i++) {
          time += 100;
          for (const table of all) table.tick();
          await new Promise(setImmediate);
        }
      };
      await pass(10);
      await assert.rejects(rooms[6]?.request('action', take('one')) as Promise<unknown>);
      const ofAct = server.errors.find(({ message }) => message === 'a room failed');
      assert.partialDeepStrictEqual(ofAct?.context, { match: tables[2], game: 'toy', method: 'action' });
      await pass(30);
      assert.deepEqual(
        server.results.map(({ id, reason }) => [id, reason]).sort(),
        [...bad.keys()].map((match) => [match, 'failed']),
      );
      const done = await rooms[9]?.request('action', take('one'));
      assert.partialDeepStrictEqual(done, { request_id: 'one' });
      await Promise.all(rooms.map((room) => room.leave()));
    } finally {
      await server.stop();
    }
  });
});
