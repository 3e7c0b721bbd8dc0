import assert from 'node:assert/strict';
import { Problem } from '../../src/lib/problem.ts';
import { canonical } from '../../src/match/canonical.ts';
import type { MatchResult } from '../../src/match/records.ts';
import { replay } from '../../src/match/replay.ts';
import type { TableNeeds, TableOptions } from '../../src/table/hosting.ts';
import { defaultLifecycle } from '../../src/table/lifecycle.ts';
import { ids, MATCH, tableFixture } from '../support/hostedToy.ts';
import { schemaToy, toy } from '../support/toyGame.ts';

const [a, b, c] = ids as [string, string, string];
const take = (request_id: string) => ({ request_id, action: 'take' });

/** A table whose match runs, everybody here by HTTP. */
async function running() {
  const at = await tableFixture();
  await at.here(a, b, c);
  await at.pass(3_100);
  assert.equal(at.table.state.phase, 'playing');
  return at;
}

/** A table whose match ran its time, with records that do this with its result. */
async function ended(
  finished: (result: MatchResult) => Promise<void>,
  game = toy,
  prepare: (at: Awaited<ReturnType<typeof tableFixture>>) => void = () => {},
) {
  const results: MatchResult[] = [];
  const records: TableNeeds['records'] = {
    started: async () => {},
    finished: async (result) => {
      await finished(result);
      results.push(result);
      return [];
    },
  };
  const at = await tableFixture({}, { records }, game);
  prepare(at);
  await at.table.list();
  await at.here(a, b, c);
  await at.pass(13_200);
  await new Promise(setImmediate);
  const told = at.told.filter(({ type }) => type === 'result');
  return { ...at, results, outcomes: () => told.map(({ payload }) => (payload as MatchResult).outcome) };
}

function refusedWith(code: string) {
  return (error: unknown) => error instanceof Problem && error.code === code;
}

describe('a hosted table', () => {
  it('waits, counts down and starts when its people are here, and says so', async () => {
    const at = await tableFixture();
    await at.pass(1_000);
    assert.equal(at.table.state.phase, 'waiting');
    await at.here(a, b, c);
    await at.pass(100);
    assert.equal(at.table.state.phase, 'countdown');
    assert.ok(at.table.state.deadline > at.now());
    await at.pass(3_000);
    assert.equal(at.table.state.phase, 'playing');
    await new Promise(setImmediate);
    assert.equal(at.started.length, 1);
    const phases = at.told.filter((t) => t.type === 'game_state_update').map((t) => t.payload);
    assert.deepEqual(
      phases.map((p) => (p as { state: string }).state),
      ['countdown', 'playing'],
    );
  });

  it('tells apart whose names look alike, also of those who come later, and in the records', async () => {
    const named = (names: string[], from = 0) =>
      names.map((name, i) => ({ id: ids[from + i] as string, name, bot: false }));
    const seats = named(['Ada', 'Аda', 'Bob']);
    const at = await tableFixture({ seats });
    await at.table.people.seatMore(named(['ADA', 'Bob'], 3), 'more');
    const shown = ['Ada', 'Аda (2)', 'Bob', 'ADA (3)', 'Bob (2)'];

    assert.deepEqual(
      [...at.table.state.players.values()].map(({ name }) => name),
      shown,
    );
    await at.here(...ids.slice(0, 5));
    await at.pass(3_200);
    await new Promise(setImmediate);
    assert.deepEqual(
      at.started[0]?.setup.seats.map(({ name }) => name),
      shown,
    );
  });

  it('binds its people again at once when everything shared was lost', async () => {
    const at = await running();
    await at.table.list();
    at.store.lose();
    await at.directory.remove(MATCH);
    await at.table.act(a, take('r1'));
    await new Promise(setImmediate);
    assert.equal(await at.directory.of(b), MATCH);
    assert.ok(await at.store.find(MATCH));
  });

  it('calls those who are awaited again and again, until they are here', async () => {
    const at = await tableFixture();
    await at.pass(100);
    assert.deepEqual(at.called, [a, b, c]);
    await at.here(a);
    await at.pass(3_000);
    assert.deepEqual(at.called, [a, b, c, b, c]);
    await at.here(a, b, c);
    await at.pass(20_000);
    assert.equal(at.called.length, 5);
  });

  it('stores that it fell through before anybody is given back', async () => {
    const stored: unknown[] = [];
    const at = await tableFixture(
      {},
      {
        requeue: async () => {
          const running = await at.store.find(MATCH);
          stored.push(running && (await at.store.takeOver(running, 'there'))?.table.phase);
        },
      },
    );
    await at.here(a);
    await at.pass(61_000);
    await new Promise(setImmediate);
    assert.deepEqual(stored, ['finished']);
  });

  it('undoes nothing when its room goes away without an end', async () => {
    const at = await running();
    await at.table.list();
    at.table.dispose();
    assert.equal(await at.directory.of(a), MATCH);
    await at.table.list();
    await at.pass(60_000);
    assert.equal((await at.store.find(MATCH))?.epoch, 1);
    assert.equal(at.results.length, 0);
  });

  it('writes no result when somebody else has the match by then', async () => {
    const at = await running();
    await at.store.takeOver({ match: MATCH, epoch: 1 }, 'there');
    await at.pass(60_000);
    await new Promise(setImmediate);
    assert.equal(at.results.length, 0);
    assert.ok(at.handOff());
  });

  it('calls a player by a new name until the match begins, wherever it shows one, and by that name to its end', async () => {
    const at = await tableFixture();
    const [ann = ''] = ids;
    await at.table.people.rename(ann, { name: 'Countess', face: 'star-rose-shades' });
    await at.table.people.rename('a stranger', { name: 'Eve', face: 'star-plum-hat' });
    const listed = await at.directory.find(MATCH);
    const stored = await at.store.takeOver({ match: MATCH, epoch: 1 }, 'there');
    assert.equal(at.table.state.players.get(ann)?.name, 'Countess');
    assert.match(at.table.state.players.get(ann)?.face ?? '', /-shades$/);
    assert.equal(listed?.players.find(({ id }) => id === ann)?.name, 'Countess');
    const { seats } = (stored as NonNullable<typeof stored>).table.options as TableOptions;
    assert.equal(seats.find(({ id }) => id === ann)?.name, 'Countess');

    const alike = await tableFixture();
    await alike.table.people.rename(ann, { name: 'Player 1', face: 'star-rose-shades' });
    assert.equal(alike.table.state.players.get(ann)?.name, 'Player 1 (2)');

    const begun = await tableFixture();
    await begun.here(...ids.slice(0, 3));
    await begun.pass(defaultLifecycle.countdownMs + 200);
    assert.equal(begun.table.state.phase, 'playing');
    await begun.table.people.rename(ann, { name: 'Too late', face: 'star-rose-shades' });
    assert.equal(begun.table.state.players.get(ann)?.name, 'Player 0');
    assert.doesNotMatch(begun.table.state.players.get(ann)?.face ?? '', /-shades$/);
  });

  it('refuses actions before the match with not_started', async () => {
    const at = await tableFixture();
    await assert.rejects(at.table.act(a, take('r1')), refusedWith('not_started'));
  });

  it('acknowledges an action only once it is stored', async () => {
    const at = await running();
    let stored = () => {};
    const append = at.store.append.bind(at.store);
    at.store.append = async (match, entries, clock) => {
      await new Promise<void>((resolve) => {
        stored = resolve;
      });
      await append(match, entries, clock);
    };
    let acknowledged = false;
    const reply = at.table.act(a, take('r1')).then((r) => {
      acknowledged = true;
      return r;
    });
    await new Promise(setImmediate);
    assert.equal(acknowledged, false);
    stored();
    assert.ok('version' in (await reply));
    assert.equal((await at.store.takeOver({ match: MATCH, epoch: 1 }, 'there'))?.journal.length, 1);
  });

  it('says retry_later when it could not be stored, and takes the same request again as one', async () => {
    const at = await running();
    const append = at.store.append.bind(at.store);
    at.store.append = async () => {
      throw new Error('away');
    };
    await assert.rejects(at.table.act(a, take('r1')), refusedWith('retry_later'));
    at.store.append = append;
    const reply = await at.table.act(a, take('r1'));
    assert.ok('version' in reply);
    assert.equal(at.table.state.taken, 1);
  });

  it('says once that its store is away, and once that it is back', async () => {
    const said: string[] = [];
    const log = { info() {}, error() {}, warn: (_: object, message: string) => void said.push(message) };
    const at = await tableFixture({}, { log });
    await at.here(a, b, c);
    await at.pass(3_100);
    await new Promise(setImmediate);
    const { append, checkpoint } = at.store;
    at.store.append = at.store.checkpoint = async () => {
      throw new Error('away');
    };
    for (let i = 0; i < 16; i++) {
      await assert.rejects(at.table.act(a, take('r1')), refusedWith('retry_later'));
      await at.pass(4_000); // a checkpoint is due within a minute
      await new Promise(setImmediate);
    }
    assert.deepEqual(said.sort(), ['no checkpoint can be stored', 'the journal cannot be stored']);
    Object.assign(at.store, { append, checkpoint });
    await at.pass(1_000);
    await new Promise(setImmediate);
    const over = said.filter((message) => message.startsWith('over: '));
    assert.deepEqual(over.sort(), [
      'over: no checkpoint can be stored',
      'over: the journal cannot be stored',
    ]);
  });

  it('shows a player what is private to them and nobody else', async () => {
    const at = await running();
    const mine = JSON.stringify((await at.table.views.visibleTo(a, 0, 0)).state);
    const everybodys = JSON.stringify((await at.table.views.visibleTo(null, 0, 0)).state);
    assert.equal(mine.match(/hint-/g)?.length, 1);
    assert.ok(!everybodys.includes('hint-'));
    assert.ok(!mine.includes('word-'));
  });

  it('answers a long-poll when something changes, and the newest of a player wins', async () => {
    const at = await running();
    const { version } = await at.table.views.visibleTo(a, 0, 0);
    const first = at.table.views.visibleTo(a, version, 20_000);
    const second = at.table.views.visibleTo(a, version, 20_000);
    assert.equal((await first).version, version);
    await at.table.act(b, take('r1'));
    assert.ok((await second).version > version);
  });

  it('answers who claims to know a later version with the next change', async () => {
    const at = await running();
    const wait = at.table.views.visibleTo(a, 1e9, 20_000);
    await at.table.act(b, take('r1'));
    assert.equal((await wait).version, at.table.state.version);
  });

  it('forfeits who leaves: no way back, the player is free for another match', async () => {
    const at = await running();
    await at.directory.claim(a, MATCH);
    await at.table.people.leave(a);
    assert.equal(at.table.state.players.get(a)?.left, true);
    assert.equal(at.table.seats.has(a), false);
    assert.equal(await at.directory.of(a), null);
    assert.deepEqual(await at.table.act(a, take('r1')), {
      request_id: 'r1',
      code: 'left',
      message: 'You left this match.',
    });
  });

  it('gives the seat of somebody up who plays another match by now, unless they are here', async () => {
    const at = await tableFixture();
    await at.here(b, c);
    for (const player of [a, b]) await at.directory.claim(player, 'another');
    await at.table.list();
    assert.deepEqual([at.table.seats.has(a), at.table.seats.has(b)], [false, true]);
    assert.deepEqual([await at.directory.of(a), await at.directory.of(b)], ['another', 'another']);
  });

  it('frees a seat without a forfeit before the match', async () => {
    const at = await tableFixture();
    await at.table.people.leave(a);
    assert.equal(at.table.state.players.get(a), undefined);
    assert.equal(at.started.length, 0);
  });

  it('seats more people while it waits, once for each proposal, and never more than have room', async () => {
    const at = await tableFixture();
    const people = (...names: string[]) => names.map((name) => ({ id: `id of ${name}`, name, bot: false }));
    await at.table.people.seatMore(people('D', 'E'), 'second');
    await at.table.people.seatMore(people('D', 'E'), 'second');
    const seats = () => [...at.table.state.players.values()].map(({ name, seat }) => [name, seat]);
    assert.deepEqual(seats().slice(3), [
      ['D', 3],
      ['E', 4],
    ]);
    assert.equal(await at.directory.of('id of D'), MATCH);
    await assert.rejects(at.table.people.seatMore(people('F'), 'third'), refusedWith('no_room'));
    assert.equal(seats().length, 5);

    const begun = await running();
    await assert.rejects(begun.table.people.seatMore(people('D'), 'second'), refusedWith('no_room'));
    assert.equal(begun.table.state.players.size, 3);
  });

  it('is rated among strangers, and not when only friends came; no record says who came with whom', async () => {
    const people = [a, b, c].map((id, i) => ({ id, name: id, bot: false, party: i < 2 ? 'friends' : null }));
    for (const came of [
      [a, b, c],
      [a, b],
    ]) {
      const at = await tableFixture({ seats: structuredClone(people), botsAllowed: true });
      await at.pass(59_000);
      await at.here(...came);
      await at.pass(5_000);
      await new Promise(setImmediate);
      assert.equal(at.started[0]?.rated, came.length === 3);
      assert.equal(JSON.stringify(at.started).includes('friends'), false);
    }
  });

  it('acknowledges who left a match when that is stored, and not before', async () => {
    const at = await running();
    const append = at.store.append.bind(at.store);
    at.store.append = async () => {
      throw new Error('away');
    };
    await assert.rejects(at.table.people.leave(a), refusedWith('retry_later'));
    at.store.append = append;
    await at.table.people.leave(a);
    const taken = await at.store.takeOver({ match: MATCH, epoch: 1 }, 'there');
    assert.equal(taken?.journal.filter(({ kind, by }) => kind === 'leave' && by === a).length, 1);
  });

  it('acknowledges that a seat is free when that is stored, and not before', async () => {
    const at = await tableFixture();
    const checkpoint = at.store.checkpoint.bind(at.store);
    at.store.checkpoint = async () => {
      throw new Error('away');
    };
    await assert.rejects(at.table.people.leave(a), refusedWith('retry_later'));
    await assert.rejects(at.table.people.leave(a), refusedWith('retry_later'));
    at.store.checkpoint = checkpoint;
    await at.table.people.leave(a);
    const taken = await at.store.takeOver({ match: MATCH, epoch: 1 }, 'there');
    const stored = taken?.table.state as { players: object } | undefined;
    assert.deepEqual(Object.keys(stored?.players ?? {}), [b, c]);
  });

  it('adds up the grace of a player who drops again and again, then takes the seat', async () => {
    const at = await tableFixture({}, { lifecycle: { ...defaultLifecycle, graceMs: 6_000 } });
    at.table.seats.add(a);
    const client = { sessionId: 's1' } as never;
    const wayBack = () => ({ reject() {} }) as never;
    at.table.seats.enter(a, client);
    await at.here(b, c);
    await at.pass(3_100);
    for (let drop = 0; drop < 10; drop++) {
      at.table.seats.drop(a, 's1', wayBack());
      await at.pass(500);
      at.table.seats.enter(a, client);
      await at.pass(50);
      assert.equal(at.table.state.players.get(a)?.grace, 6_000 - (drop + 1) * 500);
    }
    at.table.seats.drop(a, 's1', wayBack());
    await at.pass(1_100);
    assert.equal(at.table.state.players.get(a)?.left, true);
  });

  it('stores the result once, frees its people, shows it for a while and closes', async () => {
    const at = await running();
    for (let i = 0; at.table.state.phase === 'playing'; i++) {
      await at.table.act(a, take(`r${i}`));
      await at.pass(50);
    }
    await new Promise(setImmediate);
    assert.equal(at.results.length, 1);
    assert.equal(at.results[0]?.outcome, 'finished');
    assert.equal(at.results[0]?.standings[0]?.id, a);
    assert.deepEqual(await at.directory.list(), []);
    assert.equal(at.closed(), false);
    await at.pass(61_000);
    assert.equal(at.closed(), true);
  });

  it('refuses for good what comes after the end; what was answered before is still answered', async () => {
    const at = await running();
    const first = await at.table.act(a, take('first'));
    for (let i = 0; at.table.state.phase === 'playing'; i++) {
      await at.table.act(a, take(`r${i}`));
      await at.pass(50);
    }
    const late = async (player: string) =>
      ((await at.table.act(player, take('late'))) as { code?: string }).code;
    assert.deepEqual([await late(a), await late(b)], ['match_over', 'match_over']);
    await at.pass(1_000);
    assert.equal(await at.store.find(MATCH), null, 'nothing is kept of it any more');
    assert.deepEqual([await late(a), await late(b)], ['match_over', 'match_over']);
    assert.deepEqual(await at.table.act(a, take('first')), first);
    await at.table.people.forfeit(c); // harmless
    assert.equal(at.table.state.players.get(c)?.left, false);
  });

  it('tries again for as long as the records are away', async () => {
    let tries = 0;
    const at = await ended(async () => {
      tries += 1;
      if (tries < 40) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    });
    assert.equal(tries, 40);
    assert.deepEqual(at.outcomes(), ['finished']);
  });

  it('ends as abandoned when its result is refused for good', async () => {
    const at = await ended(async ({ outcome }) => {
      if (outcome === 'finished') throw new TypeError('a bug');
    });
    assert.deepEqual(at.outcomes(), ['abandoned']);
    assert.equal(at.results[0]?.reason, 'refused');
    assert.equal(await at.directory.of(a), null);
    assert.equal(await at.store.find(MATCH), null);
  });

  it('frees its people and closes when the records refuse everything', async () => {
    const at = await ended(async () => {
      throw new TypeError('a bug');
    });
    assert.deepEqual(at.outcomes(), []);
    assert.equal(await at.directory.of(a), null);
    assert.equal(await at.store.find(MATCH), null);
    await at.pass(61_000);
    assert.equal(at.closed(), true);
  });

  it('ends as abandoned when its rules cannot tell the result', async () => {
    const broken = {
      ...toy,
      standings() {
        throw new Error('a bug');
      },
    };
    const at = await ended(async () => {}, broken);
    assert.deepEqual(at.outcomes(), ['abandoned']);
    assert.deepEqual([at.results[0]?.id, at.results[0]?.reason], [MATCH, 'no_result']);
  });

  it('keeps what its game keeps, also of a match that ends as abandoned', async () => {
    const kept = { kind: 'kept', player: '', at: 0, data: {} };
    const promised = { ...kept, kind: 'promised' };
    const keeping = { ...toy, records: () => [kept], promised: () => [promised] };
    const refused = await ended(async ({ outcome }) => {
      if (outcome === 'finished') throw new TypeError('a bug');
    }, keeping);
    assert.deepEqual(refused.results.at(-1)?.records, [kept]);
    const fail = () => {
      throw new Error('a bug');
    };
    const untold = await ended(async () => {}, { ...keeping, standings: fail });
    assert.deepEqual(untold.results.at(-1)?.records, [kept]);
    const broken = await ended(async () => {}, { ...keeping, records: fail });
    assert.deepEqual(broken.results.at(-1)?.records, [promised]);
  });

  it('is found over by who goes on with it, though its result could not be stored', async () => {
    const at = await ended(() => new Promise(() => {})); // the records do not answer
    const found = await at.store.takeOver({ match: MATCH, epoch: 1 }, 'there');
    assert.deepEqual([found?.table.phase, found?.table.match?.now], ['finished', 10_000]);
  });

  it('leaves the end to who took it over while its result was being stored', async () => {
    let taken = async () => {};
    const at = await ended(
      async () => taken(),
      toy,
      (at) => {
        taken = async () => at.table.handOver();
      },
    );
    assert.equal(at.handOff(), true);
    assert.deepEqual(at.outcomes(), []);
    assert.equal(await at.directory.of(a), MATCH);
    assert.equal((await at.store.find(MATCH))?.owner, '');
  });

  it('writes a match into the records when it is stored how it began', async () => {
    const at = await tableFixture();
    const checkpoint = at.store.checkpoint.bind(at.store);
    at.store.checkpoint = async () => {
      throw new Error('away');
    };
    await at.here(a, b, c);
    await at.pass(3_100);
    await new Promise(setImmediate);
    assert.deepEqual([at.table.state.phase, at.started.length], ['playing', 0]);
    at.store.checkpoint = checkpoint;
    await at.pass(10_500); // no time passed before
    await new Promise(setImmediate);
    assert.equal(at.started.length, 1);
  });

  it('replays to the same state from what it stored', async () => {
    const at = await tableFixture({
      seats: [
        ...ids.slice(0, 3).map((id, i) => ({ id, name: `Player ${i}`, bot: false })),
        { id: ids[4] as string, name: 'Bot', bot: true, skill: 0.9 },
      ],
    });
    await at.here(a, b, c);
    await at.pass(3_100);
    for (let i = 0; i < 4; i++) {
      await at.table.act(b, take(`r${i}`));
      await at.pass(700);
    }
    await at.table.people.leave(c);
    await at.pass(10_000);
    await new Promise(setImmediate);
    const [result] = at.results;
    const [start] = at.started;
    assert.ok(result && start);
    assert.ok(
      result.journal.some((entry) => entry.by === ids[4]),
      'the bot did something',
    );
    const again = replay(toy, schemaToy, start.setup, result.journal, result.gameMs);
    assert.equal(canonical(again.state), canonical(at.table.state));
  });

  /** Why a table says that it is abandoned, each time. */
  const whys = ({ logged }: { logged: object[] }) =>
    logged.flatMap((line) => ('why' in line && 'message' in line ? [[line.message, line.why]] : []));

  it('ends a match as abandoned when no person is left in it', async () => {
    const at = await running();
    for (const player of [a, b, c]) await at.table.people.leave(player);
    await at.pass(50);
    await new Promise(setImmediate);
    assert.deepEqual([at.results[0]?.outcome, at.results[0]?.reason], ['abandoned', 'everybody_left']);
    assert.deepEqual(whys(at), [['a table is abandoned', 'everybody_left']]);
  });

  it('ends a match as abandoned that goes on and on', async () => {
    const at = await tableFixture({}, {}, { ...toy, over: () => false });
    await at.here(a, b, c);
    await at.pass(3_100);
    const hours = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 30_000) {
        await at.here(a, b, c);
        await at.pass(30_000, 1000);
      }
    };
    await hours(4 * 60 * 60_000 - 30_000);
    assert.equal(at.table.state.phase, 'playing');
    await hours(30_000);
    await new Promise(setImmediate);
    assert.deepEqual([at.results[0]?.outcome, at.results[0]?.reason], ['abandoned', 'too_long']);
    assert.deepEqual(whys(at), [['a table is abandoned', 'too_long']]);
    const done = at.results[0]?.journal.length;
    const late = (await at.table.act(a, take('late'))) as { code?: string };
    assert.equal(late.code, 'match_over', 'its rules would have taken it');
    assert.equal(at.results[0]?.journal.length, done);
  });

  it('hands nothing over when its end is stored', async () => {
    const at = await running();
    await at.pass(11_000);
    await new Promise(setImmediate);
    const handedOver: unknown[] = [];
    at.store.release = async (own) => void handedOver.push(own);
    await at.table.handOver();
    assert.deepEqual([handedOver, at.handOff()], [[], false]);
  });

  it('goes on elsewhere above every version that was shown', async () => {
    const at = await running();
    await at.table.act(a, take('r1'));
    for (let i = 0; i < 900; i++) at.table.touch(); // seen, and never stored
    const taken = await at.store.takeOver({ match: MATCH, epoch: 1 }, 'there');
    assert.ok(taken);
    const there = await tableFixture({}, { store: at.store }, toy, taken);
    assert.ok(there.table.state.version > at.table.state.version);
    for (let i = 0; i < 900; i++) there.table.touch(); // as well, and gone on with from the same checkpoint
    const again = await at.store.takeOver(taken.own, 'elsewhere');
    assert.ok(again);
    const elsewhere = await tableFixture({}, { store: at.store }, toy, again);
    assert.ok(elsewhere.table.state.version > there.table.state.version);
  });

  it('fills with bots when its time is up and all agreed, and gives its people back otherwise', async () => {
    const filled = await tableFixture({ botsAllowed: true });
    await filled.pass(40_000);
    await filled.here(a);
    await filled.pass(20_100);
    assert.equal(filled.table.state.phase, 'playing');
    assert.equal([...filled.table.state.players.values()].filter((p) => p.bot).length, 4);

    const fell = await tableFixture();
    await fell.pass(40_000);
    await fell.here(a, b);
    await fell.pass(20_100);
    await new Promise(setImmediate);
    assert.deepEqual(fell.requeued, [{ match: MATCH, players: [a, b] }]);
  });

  it('breaks a table off whose rules only fail, and frees its people', async () => {
    const broken = {
      ...toy,
      step() {
        throw new Error('a bug');
      },
    };
    const at = await tableFixture({}, {}, broken);
    await at.directory.claim(a, MATCH);
    await at.here(a, b, c);
    await at.pass(3_100);
    assert.equal(at.table.state.phase, 'playing');
    await at.pass(1_000);
    await new Promise(setImmediate);
    assert.deepEqual([at.results[0]?.outcome, at.results[0]?.reason], ['abandoned', 'failed']);
    assert.deepEqual(whys(at), [['a table is abandoned', 'failed']]);
    assert.equal(await at.directory.of(a), null);
  });

  it('goes on elsewhere with what was acknowledged, though no checkpoint was stored since the start', async () => {
    const at = await running();
    await new Promise(setImmediate);
    await at.table.checkpoint();
    at.store.checkpoint = async () => {
      throw new Error('away');
    };
    const reply = await at.table.act(a, take('r1'));
    const found = await at.store.find(MATCH);
    const taken = found && (await at.store.takeOver(found, 'there'));
    assert.ok(taken);

    const there = await tableFixture({}, { store: at.store }, toy, taken);
    assert.equal(there.table.state.players.get(a)?.points, at.table.state.players.get(a)?.points);
    assert.deepEqual(await there.table.act(a, take('r1')), reply);
    assert.ok(there.table.state.version > at.table.state.version);
    await assert.rejects(at.table.act(b, take('r1')), refusedWith('retry_later'));
    assert.equal(at.handOff(), true);
  });

  it('goes on elsewhere in every phase, with its people and their grace', async () => {
    const at = await tableFixture();
    await at.here(a, b, c);
    await at.pass(100);
    await at.table.handOver();
    const found = await at.store.find(MATCH);
    const taken = found && (await at.store.takeOver(found, 'there'));
    assert.ok(taken);
    const there = await tableFixture({}, { store: at.store }, toy, taken);
    assert.equal(there.table.state.phase, 'countdown');
    await there.here(a, b, c);
    await there.pass(4_000);
    assert.equal(there.table.state.phase, 'playing');
    assert.equal(there.table.state.players.get(a)?.grace, 60_000);
    await there.pass(11_000);
    await new Promise(setImmediate);
    assert.equal(there.results.length, 1);
    assert.equal(await at.store.find(MATCH), null);
  });

  it('waits for its people to come back before it gives them back', async () => {
    const at = await tableFixture({ waitMs: 1_000 });
    await at.here(a, b);
    await at.table.handOver();
    const found = await at.store.find(MATCH);
    const taken = found && (await at.store.takeOver(found, 'there'));
    assert.ok(taken);
    taken.table.openedAt -= 100_000; // it was down for long
    const there = await tableFixture({}, { store: at.store }, toy, taken);
    await there.pass(5_000);
    await there.here(a);
    await there.pass(4_900);
    assert.equal(there.table.state.phase, 'waiting');
    await there.pass(200);
    await new Promise(setImmediate);
    assert.deepEqual(there.requeued, [{ match: MATCH, players: [a] }]);
    assert.equal(there.table.state.phase, 'finished');
  });

  it('frees its people and tells the result though the store of running matches is away', async () => {
    const at = await running();
    await at.directory.claim(a, MATCH);
    await new Promise(setImmediate);
    at.store.close = async () => {
      throw new Error('away');
    };
    await at.pass(11_000);
    await new Promise(setImmediate);
    assert.equal(at.results.length, 1);
    assert.equal(await at.directory.of(a), null);
    assert.ok(at.told.some((t) => t.type === 'result'));
  });
});
