import assert from 'node:assert/strict';
import type { PuzzleData } from '../../../src/games/relay/assignment.ts';
import { MAX_LEVEL, type PuzzleName } from '../../../src/games/relay/puzzles/puzzle.ts';
import { PUZZLES } from '../../../src/games/relay/puzzles/registry.ts';
import { relay } from '../../../src/games/relay/relay.ts';
import { awardFor, POLICY } from '../../../src/games/relay/scoring.ts';
import { leastMs, usualMs } from '../../../src/games/relay/tempo.ts';
import { answer, dealSum, openOf, pass, playerOf, solve, startedTable, told } from './relayTable.ts';

const refusal = (code: string, outcome: ReturnType<typeof relay.act>) =>
  assert.equal('refused' in outcome && outcome.refused.code, code);

describe('relay answers', () => {
  it('RL1 starts everybody in the ring with 100 points, level 1 and a puzzle', () => {
    const table = startedTable(['ann', 'bob', 'cid', 'dan']);

    for (const player of table.state.players.values()) {
      assert.deepEqual([player.active, player.points, player.level], [true, 100, 1]);
      assert.equal(table.ledger.balance(player.id), 100);
      const { id, type, level, question, data } = openOf(table, player.id);
      assert.deepEqual(player.puzzle, { id, type, level, question, data, opened_at: 0 });
    }
    assert.equal(table.ledger.balance('house'), -400);
    assert.deepEqual([table.state.ends_at, table.state.decay], [300_000, 1]);
  });

  it('RL3 changes the type with every puzzle', () => {
    const table = startedTable();
    const seen = new Set<string>();
    for (let i = 0; i < 200; i++) {
      const before = playerOf(table, 'ann').puzzle.type;
      solve(table, 'ann');
      assert.notEqual(playerOf(table, 'ann').puzzle.type, before);
      seen.add(before);
    }
    assert.equal(seen.size, 7);
  });

  it('RL4 goes by seat, not by the order of the map', () => {
    const table = startedTable(['ann', 'bob', 'cid']);
    const ann = playerOf(table, 'ann');
    table.state.players.delete('ann');
    table.state.players.set('ann', ann);

    solve(table, 'cid');
    solve(table, 'ann');

    assert.deepEqual(
      told(table, 'award').map(({ from, to }) => [from, to]),
      [
        ['cid', 'ann'],
        ['ann', 'bob'],
      ],
    );
  });

  it('RL5 gives the award for a right answer to the next player', () => {
    const table = startedTable();
    const { id } = openOf(table, 'ann');

    const outcome = solve(table, 'ann');

    const awarded = POLICY.award.arithmetic;
    assert.deepEqual(outcome, { result: { correct: true, awarded, to: 'bob', bonus: 2 } });
    assert.equal(playerOf(table, 'ann').points, 102);
    assert.equal(playerOf(table, 'bob').points, 100 + awarded);
    assert.deepEqual([playerOf(table, 'ann').solved, playerOf(table, 'ann').passed], [1, awarded]);
    assert.equal(table.state.team_score, awarded);
    assert.deepEqual(told(table, 'award'), [{ kind: 'award', from: 'ann', to: 'bob', amount: awarded }]);
    assert.deepEqual(told(table, 'solved'), [{ kind: 'solved', player: 'ann', type: 'arithmetic' }]);
    assert.deepEqual(table.ledger.entries().at(-2), {
      seq: 4,
      kind: 'award',
      giver: 'ann',
      taker: 'bob',
      debit: 'house',
      credit: 'bob',
      amount: awarded,
    });
    assert.notEqual(openOf(table, 'ann').id, id);
  });

  it('RL5 goes round the whole ring', () => {
    const table = startedTable(['ann', 'bob', 'cid', 'dan', 'eve']);
    for (const id of ['ann', 'bob', 'cid', 'dan', 'eve']) solve(table, id);
    assert.deepEqual(
      told(table, 'award').map(({ to }) => to),
      ['bob', 'cid', 'dan', 'eve', 'ann'],
    );
  });

  it('RL5 passes over those who are out, and goes round', () => {
    const table = startedTable(['ann', 'bob', 'cid', 'dan']);
    relay.leave(table, 'bob');
    playerOf(table, 'dan').points = 1;
    relay.commands?.decay?.(table);

    solve(table, 'ann');
    solve(table, 'cid');

    assert.deepEqual(
      told(table, 'award').map(({ from, to }) => [from, to]),
      [
        ['ann', 'cid'],
        ['cid', 'ann'],
      ],
    );
  });

  it('RL6 gets harder and brings more with every solve, up to level 10', () => {
    const table = startedTable();
    for (let solved = 1; solved <= 12; solved++) {
      solve(table, 'ann');
      assert.equal(openOf(table, 'ann').level, Math.min(1 + solved, 10));
      assert.equal(playerOf(table, 'ann').puzzle.level, Math.min(1 + solved, 10));
    }
    const award = (type: 'arithmetic' | 'sudoku', level: number) => awardFor(type, level, 25);
    assert.deepEqual([award('arithmetic', 1), award('arithmetic', 5), award('arithmetic', 10)], [9, 18, 29]);
    assert.ok(award('sudoku', 1) > award('arithmetic', 1));
  });

  it('RL7 a wrong answer costs points and a lock, and the puzzle stays', () => {
    const table = startedTable();
    table.now = 700;
    const { id } = dealSum(table, 'ann');

    const outcome = answer(table, 'ann', '5');

    assert.deepEqual(outcome, { result: { correct: false, penalty: 4, locked_until: 2700 } });
    const ann = playerOf(table, 'ann');
    assert.deepEqual([ann.points, ann.wrong, ann.locked_until, ann.puzzle.id], [96, 1, 2700, id]);
    assert.deepEqual(told(table, 'wrong'), [{ kind: 'wrong', player: 'ann', amount: 4 }]);
  });

  it('RL8 makes further wrong answers to a puzzle dearer, and starts anew with the next puzzle', () => {
    const table = startedTable();
    dealSum(table, 'ann');
    const penalties = [1, 2, 3, 5].map((wrong) => {
      table.now += POLICY.lockMs;
      const outcome = answer(table, 'ann', String(wrong));
      return 'result' in outcome && outcome.result.penalty;
    });
    assert.deepEqual(penalties, [4, 8, 12, 12]);

    table.now += POLICY.lockMs;
    solve(table, 'ann');
    dealSum(table, 'ann');
    assert.deepEqual(answer(table, 'ann', '1'), {
      result: { correct: false, penalty: 4, locked_until: table.now + 2000 },
    });
  });

  it('RL9 refuses answers during the lock, without a cost, and takes them after it', () => {
    const table = startedTable();
    dealSum(table, 'ann');
    answer(table, 'ann', '5');

    table.now = POLICY.lockMs - 1;
    refusal('locked', answer(table, 'ann', '4'));
    refusal('locked', answer(table, 'ann', '6'));
    assert.equal(playerOf(table, 'ann').points, 96);

    table.now = POLICY.lockMs;
    assert.ok('result' in answer(table, 'ann', '4'));
  });

  it('RL10 tells a closed puzzle from one that never was', () => {
    const table = startedTable();
    const { id } = openOf(table, 'ann');
    const foreign = openOf(table, 'bob').id;
    assert.ok('result' in solve(table, 'ann'));

    refusal('puzzle_closed', answer(table, 'ann', '4', id));
    refusal('no_such_puzzle', answer(table, 'ann', '4', foreign));
    for (const never of ['1-0', '1-3', '1-1.5', '01-1', '1-NaN', '1-', 'x', '__proto__']) {
      refusal('no_such_puzzle', answer(table, 'ann', '4', never));
    }
    assert.equal(told(table, 'award').length, 1);
  });

  it('RL11 a skip costs points and brings a puzzle of the same level', () => {
    const table = startedTable();
    solve(table, 'ann');
    const { id, answer: secret } = openOf(table, 'ann');

    const outcome = relay.act(table, 'ann', { action: 'skip', puzzle_id: id });

    assert.deepEqual(outcome, { result: { skipped: id, cost: 5 } });
    assert.equal(playerOf(table, 'ann').points, 97);
    assert.notEqual(openOf(table, 'ann').id, id);
    assert.equal(openOf(table, 'ann').level, 2);
    const kept = table.records.map(({ data }) => data as PuzzleData);
    assert.equal(kept.find((record) => record.id === id)?.outcome, 'skipped');
    const revealed = table.events.filter(({ event }) => event.kind === 'answer');
    assert.deepEqual([revealed.length, revealed[0]?.only, revealed[0]?.event.answer], [1, 'ann', secret]);
    assert.deepEqual(told(table, 'skipped'), [{ kind: 'skipped', player: 'ann', amount: 5 }]);
  });

  it('RL11 refuses to skip another puzzle, and with too few points', () => {
    const table = startedTable();
    const { id } = openOf(table, 'ann');
    assert.ok('result' in relay.act(table, 'ann', { action: 'skip' }));

    refusal('puzzle_closed', relay.act(table, 'ann', { action: 'skip', puzzle_id: id }));
    refusal(
      'no_such_puzzle',
      relay.act(table, 'ann', { action: 'skip', puzzle_id: openOf(table, 'bob').id }),
    );
    playerOf(table, 'ann').points = 5;
    refusal('too_few_points', relay.act(table, 'ann', { action: 'skip' }));
    assert.equal(playerOf(table, 'ann').points, 5);
  });

  it('RL36 refuses what nobody can have read and typed yet, right or wrong, without cost', () => {
    const table = startedTable();
    const open = openOf(table, 'ann');
    Object.assign(dealSum(table, 'ann', 10), { asksAt: table.now });
    table.now += 3950;

    for (const text of ['4', '5']) {
      const outcome = answer(table, 'ann', text);
      refusal('too_fast', outcome);
      assert.equal('refused' in outcome && outcome.refused.retryAfterMs, 50);
    }

    const { points, wrong, locked_until } = playerOf(table, 'ann');
    assert.deepEqual([points, wrong, locked_until, openOf(table, 'ann')], [100, 0, 0, open]);
    table.now += 50;
    assert.ok('result' in answer(table, 'ann', '4'));
  });

  it('RL36 has a floor for every type and level, well below what a good player needs', () => {
    for (const type of Object.keys(PUZZLES) as PuzzleName[]) {
      for (let level = 1; level <= MAX_LEVEL; level++) {
        assert.ok(leastMs(type, level) >= 800, `${type} ${level}`);
        assert.ok(leastMs(type, level) < 0.4 * usualMs(type, level), `${type} ${level}`);
        assert.ok(level === 1 || leastMs(type, level) > leastMs(type, level - 1));
      }
    }
  });

  it('RL37 a quarter of an award comes back to the solver, from the house', () => {
    const table = startedTable();
    Object.assign(dealSum(table, 'ann'), { type: 'sudoku', answer: '1'.repeat(16) });

    const outcome = answer(table, 'ann', '1'.repeat(16));

    assert.deepEqual(outcome, { result: { correct: true, awarded: 20, to: 'bob', bonus: 5 } });
    assert.deepEqual([playerOf(table, 'ann').points, playerOf(table, 'bob').points], [105, 120]);
    assert.equal(playerOf(table, 'ann').passed, 20);
    const { kind, giver, taker, debit, credit, amount } = table.ledger.entries().at(-1) ?? {};
    assert.deepEqual([kind, giver, taker, debit, credit, amount], ['bonus', 'ann', 'ann', 'house', 'ann', 5]);
    assert.deepEqual(told(table, 'bonus'), [{ kind: 'bonus', player: 'ann', amount: 5 }]);
  });

  it('RL12 takes nothing from the eliminated', () => {
    const table = startedTable();
    const { id } = openOf(table, 'ann');
    playerOf(table, 'ann').points = 1;
    relay.commands?.decay?.(table);

    refusal('eliminated', answer(table, 'ann', '4', id));
    refusal('eliminated', relay.act(table, 'ann', { action: 'skip' }));
  });

  it('RL31 asks a memory question when the grid is gone, not before', () => {
    const table = startedTable();
    while (openOf(table, 'ann').type !== 'memory') relay.act(table, 'ann', { action: 'skip' });
    const open = openOf(table, 'ann');
    const ann = playerOf(table, 'ann');
    const points = ann.points;
    assert.match(ann.puzzle.data, /cells/);

    pass(table, open.asksAt - table.now - 50);
    refusal('not_asked_yet', answer(table, 'ann', open.answer));
    const shown = ann.puzzle.data;
    table.now += 50;
    assert.equal(relay.step(table), 'decided');

    assert.match(shown, /cells/);
    assert.doesNotMatch(ann.puzzle.data, /cells/);
    assert.equal(ann.puzzle.question, open.later?.question);
    assert.equal(points - ann.points, Math.floor(table.now / 1000));
    refusal('too_fast', answer(table, 'ann', open.answer));
    table.now += leastMs('memory', open.level);
    assert.ok('result' in answer(table, 'ann', open.answer));
  });
});
