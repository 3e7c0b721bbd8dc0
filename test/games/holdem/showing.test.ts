import assert from 'node:assert/strict';
import { type HandCase, readCase } from '../../../scripts/holdemCases/format.ts';
import { HandUnderTest } from '../../../scripts/holdemCases/HandUnderTest.ts';
import { holdem } from '../../../src/games/holdem/holdem.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';

const RULES = holdem.rules ?? 1;
/** By the rules before these who mucked could show once the winner had left, and who showed sat out all the same. */
const BEFORE = 3;

const dealt = (rules: number) =>
  new HandUnderTest(
    readCase({
      ...{ id: 'showing', kind: 'hand', button: 0, blinds: [10, 20], actions: [], board: 'As Kd 9c 7h 2s' },
      seats: [
        { seat: 0, stack: 1500, cards: '3c 4d' },
        { seat: 1, stack: 1500, cards: 'Ah Ad' },
        { seat: 2, stack: 1500, cards: 'Qc Jd' },
      ],
    } as never) as HandCase,
    holdemMaker.plain,
    rules,
  );

/** The first folds; the others check to the end, where seat 1 wins and seat 2 mucks. */
function shownDown(rules: number): HandUnderTest {
  const one = dealt(rules);
  one.act(0, { action: 'fold' });
  while (one.state.street !== 'over') {
    const { inTurn } = one;
    if (inTurn) one.act(inTurn.seat, { action: one.state.price > inTurn.bet ? 'call' : 'check' });
    one.settle();
  }
  assert.equal(one.at(2).shown.length, 0, 'it is mucked');
  return one;
}

describe('hold’em’s winner who shows', () => {
  it('HE20 is no one who mucked at a showdown, also when the winner leaves', () => {
    const one = shownDown(RULES);
    one.leave(1);
    assert.equal(one.act(2, { action: 'show' }), 'nothing_to_show');
    assert.deepEqual([...one.at(2).shown], []);
  });

  it('HE36 is who alone is left, by the rules of before', () => {
    const one = shownDown(BEFORE);
    one.leave(1);
    assert.equal(one.act(2, { action: 'show' }), undefined);
  });

  for (const [rules, sitsOut] of [
    [RULES, false],
    [BEFORE, true],
  ] as const)
    it(`HE22 sits ${sitsOut ? 'out all the same' : 'no longer out'} by rules ${rules}`, () => {
      const one = dealt(rules);
      one.act(1, { action: 'sit_out' });
      one.act(0, { action: 'fold' });
      while (one.state.turn === 1) one.match.advance(100);
      assert.equal(one.state.street, 'over');
      assert.equal(one.at(1).folded, true);
      one.act(2, { action: 'sit_out' });
      assert.equal(one.act(2, { action: 'show', turn_no: one.state.turn_no - 1 } as never), 'stale_turn');
      assert.equal(one.act(2, { action: 'show', turn_no: one.state.turn_no } as never), undefined);
      assert.equal(one.at(2).sitting_out, sitsOut);
    });
});
