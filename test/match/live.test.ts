import assert from 'node:assert/strict';
import { liveRulesOf } from '../../src/games/liveGame.ts';
import { Random } from '../../src/lib/random.ts';
import { atOnce } from '../../src/lib/slices.ts';
import { canonical } from '../../src/match/canonical.ts';
import { packCommands, unpackCommands } from '../../src/match/inputLog.ts';
import type { MatchSetup } from '../../src/match/journal.ts';
import { Match } from '../../src/match/match.ts';
import { packInputs, unpackInputs } from '../../src/match/packedInputs.ts';
import { replay } from '../../src/match/replay.ts';
import type { TakenCommand } from '../../src/match/takenCommand.ts';
import { takeUp } from '../../src/match/takeUp.ts';
import { thinJournal } from '../../src/match/thinJournal.ts';
import { sparks, sparksMaker } from '../games/sparks/sparks.ts';
import { SentInputs } from '../support/sentInputs.ts';

const STEP = 15;
const shape = liveRulesOf(sparks)?.input ?? {};

function setup(bots = 0): MatchSetup {
  const seats = ['ann', 'bob', 'cid'].map((id, i) => ({ id, name: id, bot: i < bots, skill: 0.5 }));
  return { id: 'sparks-1', game: 'sparks', seed: 'sparks', seats };
}

/** A match of which ann and the others command by these. */
function played(bots = 0, maker = sparksMaker.plain) {
  const events: string[] = [];
  const match = Match.start(sparks, maker, setup(bots), { event: ({ kind }) => events.push(kind) });
  const sent = new Map(['ann', 'bob', 'cid'].map((id) => [id, new SentInputs()]));
  match.commands?.connect((player) => sent.get(player));
  return { match, events, ann: sent.get('ann') as SentInputs, sent };
}

const right = { mx: 127, my: 0, aim: 0, buttons: 0, view: 0 };

/** What somebody may send, whatever it is. */
function anything(random: Random): object {
  const odd = [Number.NaN, 1e9, -1e9, 0.5, undefined, 'x', null, {}, 127, -127, 255];
  return Object.fromEntries(Object.keys(shape).map((field) => [field, random.pick(odd)]));
}

/** A match until its end, with commands of all sorts, and with leaving and an absence. */
function wild(seed: string, maker = sparksMaker.plain) {
  const random = Random.seeded(seed);
  const at = played(1, maker);
  while (!at.match.over) {
    for (const [id, sent] of at.sent) {
      if (id === 'ann' || !random.chance(0.6)) continue;
      const input = {
        ...right,
        mx: random.int(-127, 127),
        my: random.int(-127, 127),
        aim: random.int(0, 255),
      };
      sent.send(random.chance(0.02) ? anything(random) : { ...input, buttons: 1, view: at.match.now / STEP });
    }
    at.match.makeSteps(random.int(1, 3));
    if (random.chance(0.01)) at.match.logInputs();
    if (at.match.now > 20_000 && random.chance(0.01)) at.match.leave('cid');
  }
  at.match.logInputs();
  return at;
}

describe('a live match', () => {
  it('moves players by what was taken of them, and by nothing else', () => {
    const { match, ann } = played();
    const player = match.state.players.get('ann');
    assert.ok(player);
    player.x = 5_000;
    match.makeSteps(100);
    assert.equal(player.x, 5_000);
    ann.send(right);
    match.makeSteps(1);
    assert.equal(player.x, 5_186);
    match.makeSteps(100);
    assert.equal(player.x, 5_186);
  });

  it('takes one command of a player in two steps, and makes up for eight at most', () => {
    const { match, ann } = played();
    const player = match.state.players.get('ann');
    assert.ok(player);
    player.x = 300;
    match.makeSteps(1_000); // nothing came for long
    ann.send(...Array.from({ length: 30 }, () => right));
    match.makeSteps(1);
    assert.equal(player.x, 300 + 8 * 186);
    assert.equal(ann.size, 2); // the rest was more than time had passed
    assert.equal(match.commands?.takeDropped(), 20);
    assert.equal(match.commands?.takeDropped(), 0);
    match.makeSteps(4);
    assert.equal(player.x, 300 + 10 * 186);
  });

  it('lets nobody go further than time allows, whatever they send', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = Random.seeded(`fast ${seed}`);
      const { match, ann } = played();
      let gone = 0;
      let steps = 0;
      let before = { ...match.state.players.get('ann') };
      for (let i = 0; i < 200; i++) {
        ann.send(...Array.from({ length: random.int(0, 40) }, () => anything(random)));
        const made = random.int(0, 5);
        match.makeSteps(made);
        steps += made;
        const now = { ...match.state.players.get('ann') };
        gone += Math.max(Math.abs((now.x ?? 0) - (before.x ?? 0)), Math.abs((now.y ?? 0) - (before.y ?? 0)));
        before = now;
        assert.ok(gone <= (8 + steps / 2) * 186, `${seed}`);
      }
    }
  });

  it('gives rules whole numbers within their bounds', () => {
    const random = Random.seeded('bounds');
    const got: Record<string, number>[] = [];
    const game = {
      ...sparks,
      live: { ...sparks.live, command: (_: unknown, __: string, i: never) => void got.push(i) },
    };
    const match = Match.start(game, sparksMaker.plain, setup());
    const sent = new SentInputs();
    match.commands?.connect((player) => (player === 'ann' ? sent : undefined));
    for (let i = 0; i < 500; i++) {
      sent.send(anything(random));
      match.makeSteps(2);
    }
    assert.equal(got.length, 500);
    for (const input of got) {
      assert.deepEqual(Object.keys(input), Object.keys(shape));
      for (const [field, [, min, max]] of Object.entries(shape)) {
        const value = input[field] ?? Number.NaN;
        assert.ok(Number.isInteger(value) && value >= min && value <= max, `${field} ${value}`);
      }
    }
  });

  it('is played again from its log to the same state, on plain objects and on synchronised ones', () => {
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      const { match, events } = wild(seed);
      assert.ok(events.includes('hit'), 'nothing was hit: the test shows nothing');
      const again = replay(sparks, sparksMaker, match.setup, match.journal, match.now);
      assert.equal(canonical(again.state), canonical(match.state));
      assert.deepEqual(again.journal, match.journal);
      const synchronised = wild(seed, sparksMaker).match;
      assert.equal(canonical(synchronised.state), canonical(match.state));
    }
  });

  it('is played again from a thin journal, in a fraction of the bytes, and numbered anew', () => {
    const { match } = wild('thin');
    const stored = JSON.stringify(match.journal);
    const sent = JSON.stringify(atOnce(thinJournal(shape, match.journal)));
    assert.ok(sent.length < 0.75 * stored.length, `${sent.length} of ${stored.length}`);
    assert.equal(JSON.stringify(match.journal), stored);
    const journal = JSON.parse(sent) as typeof match.journal;
    assert.deepEqual(
      journal.map(({ seq }) => seq),
      journal.map((_, i) => i + 1),
    );
    const kinds = journal.map(({ kind }) => kind);
    assert.ok(kinds.every((kind, i) => kind !== 'inputs' || kinds[i + 1] !== 'inputs'));
    const others = ({ kind }: { kind: string }) => kind !== 'inputs';
    assert.equal(journal.filter(others).length, match.journal.filter(others).length);
    const again = replay(sparks, sparksMaker, match.setup, journal, match.now);
    assert.equal(canonical(again.state), canonical(match.state));
    const odd = [{ ...(match.journal[0] as (typeof match.journal)[number]), input: 'what nobody reads' }];
    assert.deepEqual(atOnce(thinJournal(shape, odd)), odd);
  });

  it('goes on from a checkpoint and the journal as if nothing had been, but for what is told to its rules', () => {
    const random = Random.seeded('thaw');
    const { match } = wild('thaw');
    for (let i = 0; i < 10; i++) {
      const until = random.int(1, match.journal.length);
      const journal = match.journal.slice(0, until);
      const at = journal[until - 1]?.at ?? 0;
      const half = replay(sparks, sparksMaker, match.setup, journal.slice(0, until >> 1), 0);
      const frozen = JSON.parse(JSON.stringify(half.freeze()));
      const thawed = Match.thaw(sparks, sparksMaker.plain, frozen, journal);
      const whole = replay(sparks, sparksMaker, match.setup, journal, at);
      assert.equal(canonical(thawed.state), canonical(whole.state));
      assert.equal(thawed.now, at);
    }
  });

  it('goes on from a step or a command at which its rules throw, and is played again all the same', () => {
    let thrown = 0;
    const fails = (at: number) => {
      thrown += 1;
      throw new Error(`at ${at}`);
    };
    const broken: typeof sparks = {
      ...sparks,
      step: (table) => (table.now === 300 ? fails(table.now) : sparks.step(table)),
      live: {
        ...(sparks.live as NonNullable<typeof sparks.live>),
        command(table, player, input) {
          if ((input as typeof right).buttons === 1) fails(table.now);
          sparks.live?.command(table, player, input);
        },
      },
    };
    const match = Match.start(broken, sparksMaker.plain, setup());
    const sent = new SentInputs();
    match.commands?.connect((player) => (player === 'ann' ? sent : undefined));
    for (let i = 0; i < 30; i++) {
      sent.send({ ...right, buttons: i === 5 ? 1 : 0 });
      match.makeSteps(2);
    }
    assert.equal(thrown, 2);
    assert.match(String(match.takeFailure()), /at 300/);
    assert.equal(match.takeFailure(), undefined);
    assert.equal(match.now, 900);
    match.logInputs();
    const again = replay(broken, sparksMaker, match.setup, match.journal, match.now);
    assert.equal(canonical(again.state), canonical(match.state));
    assert.equal(thrown, 4);
  });

  it('has the step that it is of in its state, whatever the rules do', () => {
    const { match } = played();
    match.makeSteps(7);
    assert.equal(match.state.tick, 7);
    match.makeSteps(100);
    assert.equal(match.state.tick, 107);
  });

  it('goes on without what a bot commands that throws, and with what the others do', () => {
    const broken: typeof sparks = {
      ...sparks,
      live: {
        ...sparks.live,
        bot(seen, mind) {
          if (seen.me === 'ann') throw new Error('a bug');
          return sparks.live.bot(seen, mind);
        },
      },
    };
    const match = Match.start(broken, sparksMaker.plain, setup(2));
    const before = match.state.players.get('bob')?.x;
    match.makeSteps(200);
    assert.match(String(match.takeFailure()), /a bug/);
    assert.notEqual(match.state.players.get('bob')?.x, before);
  });

  it('gives nobody a leap where it goes on', () => {
    const { match, ann } = played();
    match.makeSteps(10);
    const elsewhere = Match.thaw(sparks, sparksMaker.plain, match.freeze(), match.journal);
    elsewhere.commands?.connect((player) => (player === 'ann' ? ann : undefined));
    for (let i = 0; i < 8; i++) ann.send(right);
    const from = elsewhere.state.players.get('ann')?.x ?? 0;
    elsewhere.makeSteps(2);
    const moved = (elsewhere.state.players.get('ann')?.x ?? 0) - from;
    assert.equal(moved, 186, 'one command in two steps');
  });

  it('tells its rules, and its journal, that it goes on elsewhere', () => {
    const { match, ann } = played();
    ann.send({ ...right, buttons: 1 });
    match.makeSteps(3);
    assert.equal(match.state.sparks.length, 1);
    const frozen = match.freeze();
    const elsewhere = takeUp(sparks, sparksMaker.plain, frozen, match.journal, 310);
    assert.equal(elsewhere.now, 300);
    assert.equal(elsewhere.state.sparks.length, 0);
    assert.deepEqual(
      elsewhere.journal.map(({ kind }) => kind),
      ['inputs', 'restored'],
    );
    const again = replay(sparks, sparksMaker, match.setup, elsewhere.journal, 600);
    elsewhere.makeSteps(20);
    assert.equal(canonical(again.state), canonical(elsewhere.state));
  });

  it('logs what was taken before anything else that is done', () => {
    const { match, ann } = played();
    ann.send(right, right);
    match.makeSteps(4);
    match.leave('bob');
    assert.deepEqual(
      match.journal.map(({ kind, at }) => [kind, at]),
      [
        ['inputs', 60],
        ['leave', 60],
      ],
    );
  });

  it('logs at once what decides something', () => {
    const { match } = wild('decided');
    const { events } = wild('decided');
    const hits = events.filter((kind) => kind === 'hit').length;
    assert.ok(hits > 0);
    assert.ok(match.journal.filter(({ kind }) => kind === 'inputs').length >= hits);
    assert.equal(match.decidedAt, match.now);
  });

  it('has bots that command by what they see, at nobody’s pace but that of all', () => {
    const { match } = played(3);
    match.makeSteps(400);
    match.logInputs();
    const commands = match.journal.flatMap(({ input }) => unpackCommands(shape, input));
    assert.deepEqual([...new Set(commands.map(({ seat }) => seat))].sort(), [0, 1, 2]);
    const most = (3 * match.now) / STEP / 2;
    assert.ok(commands.length <= most && commands.length > most - 6, `${commands.length} of ${most}`);
    const again = replay(sparks, sparksMaker, match.setup, match.journal, match.now);
    assert.equal(canonical(again.state), canonical(match.state));
  });

  it('has no actions', () => {
    const { match } = played();
    const { reply } = match.apply('ann', { request_id: 'r', action: 'fire' });
    assert.equal((reply as { code?: string }).code, 'needs_socket');
    assert.equal(match.journal.length, 0);
  });

  it('makes whole steps, and none beyond its limit', () => {
    const { match } = played();
    match.makeSteps(5, 50);
    assert.equal(match.now, 45);
    match.makeSteps(1);
    assert.equal(match.now, 60);
  });
});

describe('the log of commands', () => {
  const commandsOf = (random: Random): TakenCommand[] => {
    let step = random.int(1, 20_000);
    return Array.from({ length: random.int(0, 60) }, () => {
      step += random.int(0, 3);
      const input = Object.fromEntries(
        Object.entries(shape).map(([field, [, min, max]]) => [
          field,
          random.chance(0.3) ? random.int(min, max) : step % (max + 1),
        ]),
      );
      return { step, seat: random.int(0, 4), input };
    });
  };

  it('reads as it was written', () => {
    for (let seed = 0; seed < 300; seed++) {
      const commands = commandsOf(Random.seeded(`log ${seed}`));
      assert.deepEqual(unpackCommands(shape, packCommands(shape, commands)), commands);
    }
  });

  it('reads as it was written where a whole match is packed, too', () => {
    const bounds = { ...shape, low: [2, -300, 32_767], deep: [1, -128, -1] } as const;
    for (let seed = 0; seed < 100; seed++) {
      const random = Random.seeded(`packed ${seed}`);
      const commands = commandsOf(random)
        .map((command) => ({
          ...command,
          input: { ...command.input, low: random.int(-300, 32_767), deep: random.int(-128, -1) },
        }))
        .sort((a, b) => a.step - b.step || a.seat - b.seat);
      const packed = atOnce(packInputs(bounds, commands));
      assert.deepEqual(unpackInputs(bounds, packed), commands);
      assert.deepEqual(unpackCommands(bounds, JSON.parse(JSON.stringify(packed))), commands);
    }
    const late = { step: 4_000_000, seat: 1, input: right };
    assert.throws(() => atOnce(packInputs(shape, [late, { ...late, seat: 0 }])), /not in order/);
    const whole = atOnce(packInputs(shape, [late, { ...late, seat: 2 }]));
    assert.deepEqual(unpackInputs(shape, whole), [late, { ...late, seat: 2 }]);
    for (const count of [1, 3])
      assert.throws(() => unpackInputs(shape, { ...whole, count }), /than were told/);
    assert.throws(() => unpackInputs(shape, { ...whole, count: 1e9, bytes: '' }));
  });

  it('is some three bytes for a command of somebody who moves', () => {
    const commands = Array.from({ length: 1000 }, (_, i) => {
      const input = { mx: 127, my: 0, aim: (i * 7) % 256, buttons: 0, view: i * 2 };
      return { step: 2 * i, seat: 0, input };
    });
    assert.ok(packCommands(shape, commands).length * 0.75 < 3_500);
  });

  it('is refused where it is none', () => {
    for (const text of ['gA==', 'AP8B', '!', {}]) assert.throws(() => unpackCommands(shape, text));
  });

  it('is refused where it tells of a step that is past, or of a seat that there is not', () => {
    for (const bad of [
      { step: 1, seat: 7, input: right },
      { step: 0, seat: 1, input: right },
    ]) {
      const entry = { seq: 1, at: 30, kind: 'inputs' as const, by: '', request_id: '' };
      const journal = [{ ...entry, input: packCommands(shape, [bad]) }];
      assert.throws(() => replay(sparks, sparksMaker, setup(), journal, 30), /of no step, or of no seat/);
    }
  });
});
