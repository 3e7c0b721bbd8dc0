import assert from 'node:assert/strict';
import { answerTo, nextMove } from '../../scripts/drill/games/relayMoves.ts';
import { schedule } from '../../scripts/drill/schedule.ts';
import { makePuzzle, PUZZLES } from '../../src/games/relay/puzzles/registry.ts';
import { Random } from '../../src/lib/random.ts';

describe('a client of the drill', () => {
  const random = Random.seeded('moves');

  it('works out every sum, and the sequences of the first levels', () => {
    for (const [type, levels] of [
      ['arithmetic', 10],
      ['sequence', 4],
    ] as const) {
      for (let level = 1; level <= levels; level++) {
        for (let i = 0; i < 50; i++) {
          const puzzle = makePuzzle(PUZZLES[type], random, level);
          assert.equal(answerTo({ id: 'p', type, ...puzzle }, random), puzzle.answer, puzzle.question);
        }
      }
    }
  });

  it('guesses among options, and leaves the rest', () => {
    const odd = PUZZLES.odd_one_out.make(random, 1);
    const { options } = JSON.parse(odd.data) as { options: string[] };
    assert.ok(options.includes(answerTo({ id: 'p', type: 'odd_one_out', ...odd }, random) ?? ''));
    assert.equal(answerTo({ id: 'p', type: 'cipher', ...PUZZLES.cipher.make(random, 1) }, random), null);
  });

  it('skips what it cannot solve while it can pay, and everything when it is in a hurry', () => {
    const puzzle = { id: 'p', type: 'arithmetic', question: '2 + 2 = ?', data: '' };
    const own = { points: 50, active: true, seat: 0, puzzle };
    assert.deepEqual(nextMove(own, random, false), { action: 'answer', puzzle_id: 'p', answer: '4' });
    assert.deepEqual(nextMove(own, random, true), { action: 'skip' });
    assert.deepEqual(nextMove({ ...own, points: 5 }, random, true), {
      action: 'answer',
      puzzle_id: 'p',
      answer: '?',
    });
    assert.equal(nextMove({ ...own, active: false }, random, false), null);
    assert.equal(nextMove({ ...own, puzzle: { ...puzzle, id: '' } }, random, false), null);
  });
});

describe('the schedule of a drill', () => {
  it('has so many kills, and every other fault so many times, in an order that a seed decides', () => {
    const order = (seed: string) =>
      schedule(['kill', 'rolling', 'freeze'], { kills: 4, times: 1 }, Random.seeded(seed));
    assert.deepEqual(order('a').toSorted(), ['freeze', 'kill', 'kill', 'kill', 'kill', 'rolling']);
    assert.deepEqual(order('a'), order('a'));
    assert.ok(['b', 'c', 'd'].some((seed) => order(seed).join() !== order('a').join()));
    assert.deepEqual(
      schedule(['freeze'], { kills: 4, times: 3 }, Random.seeded('a')),
      Array(3).fill('freeze'),
    );
  });
});
