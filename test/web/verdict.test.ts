import assert from 'node:assert/strict';
import { POLICY } from '../../src/games/relay/scoring.ts';
import { COLD_FACTOR, SKIP_COST } from '../../web/src/games/relay/points.ts';
import { solutionTold, verdictOf } from '../../web/src/games/relay/verdict.ts';

const reply = { request_id: 'r', version: 1 };
const nameOf = () => 'Ada';
const lasts = (_id: string, points: number) => points / 2;

describe('what came of an answer', () => {
  it('says who got how much', () => {
    const verdict = verdictOf({ ...reply, correct: true, awarded: 12, to: 'a' }, nameOf, lasts);
    assert.deepEqual(verdict, { kind: 'right', text: 'Right! Ada +12 (6\u00a0s of light).' });
    const { text } = verdictOf({ ...reply, correct: true, awarded: 12, to: 'a', bonus: 3 }, nameOf, lasts);
    assert.equal(text, 'Right! Ada +12 (6\u00a0s of light), you +3.');
  });

  it('says nothing of time where nothing is taken', () => {
    const { text } = verdictOf({ ...reply, correct: true, awarded: 12, to: 'a' }, nameOf, () => null);
    assert.equal(text, 'Right! Ada +12.');
  });

  it('says what a wrong one costs, and that it is the same puzzle still', () => {
    const { kind, text } = verdictOf({ ...reply, correct: false, penalty: 4 }, nameOf, lasts);
    assert.deepEqual([kind, text], ['wrong', 'Not right: −4 points. Try again.']);
  });

  it('says of a skip that it was the puzzle before the one that is open now', () => {
    assert.match(verdictOf({ ...reply, skipped: 'p', cost: 5 }, nameOf, lasts).text, /^Last puzzle skipped/);
    assert.equal(solutionTold('bench').text, 'Last one skipped. It was bench.');
    assert.equal(solutionTold('1234341221434321').text, 'Last one skipped. It was 1234 3412 2143 4321.');
  });

  it('takes the cost of a skip and of the cold from the rules', () => {
    assert.deepEqual([SKIP_COST, COLD_FACTOR], [POLICY.skipCost, POLICY.coldFactor]);
  });
});
