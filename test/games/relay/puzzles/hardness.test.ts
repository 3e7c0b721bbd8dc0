import assert from 'node:assert/strict';
import { MAX_LEVEL, type PuzzleName } from '../../../../src/games/relay/puzzles/puzzle.ts';
import { makePuzzle, PUZZLES } from '../../../../src/games/relay/puzzles/registry.ts';
import { usualMs } from '../../../../src/games/relay/tempo.ts';
import { Random } from '../../../../src/lib/random.ts';

const PUZZLES_PER_LEVEL = 200;

/** What the puzzles of a level take, in the middle. */
function median(type: PuzzleName, level: number): number {
  const random = Random.seeded(`hardness ${type} ${level}`);
  const efforts = Array.from(
    { length: PUZZLES_PER_LEVEL },
    () => makePuzzle(PUZZLES[type], random, level).effort ?? 0,
  );
  return efforts.sort((a, b) => a - b)[PUZZLES_PER_LEVEL / 2] ?? 0;
}

describe('the hardness of puzzles', () => {
  for (const type of Object.keys(PUZZLES) as PuzzleName[]) {
    it(`RL40 grows with the level: ${type}`, () => {
      const medians = Array.from({ length: MAX_LEVEL }, (_, i) => median(type, i + 1));
      for (const [i, ms] of medians.entries())
        assert.ok(i === 0 || ms > 1.02 * (medians[i - 1] ?? 0), `${type} ${medians}`);
      assert.ok((medians.at(-1) ?? 0) > 2 * (medians[0] ?? 0), `${type} ${medians}`);
    });

    it(`RL40 is what its level says, within a tenth: ${type}`, () => {
      for (let level = 1; level <= MAX_LEVEL; level++) {
        const random = Random.seeded(`band ${type} ${level}`);
        const usual = usualMs(type, level);
        for (let i = 0; i < 100; i++) {
          const { effort = 0, question } = makePuzzle(PUZZLES[type], random, level);
          assert.ok(Math.abs(effort / usual - 1) < 0.101, `${question} ${effort} for ${usual}`);
        }
      }
    });
  }

  it('RL40 has more to fill in a sudoku of level 10 than in one of level 9', () => {
    const empty = (level: number) => {
      const random = Random.seeded(`empty ${level}`);
      const counts = Array.from({ length: PUZZLES_PER_LEVEL }, () => {
        const { cells } = JSON.parse(makePuzzle(PUZZLES.sudoku, random, level).data) as { cells: number[] };
        return cells.filter((cell) => cell === 0).length;
      });
      return counts.sort((a, b) => a - b)[PUZZLES_PER_LEVEL / 2] ?? 0;
    };
    assert.deepEqual([empty(7), empty(9), empty(10)], [10, 11, 12]);
  });

  it('RL40 knows a hard sequence and an easy sum', () => {
    const drawn = (type: PuzzleName, level: number) => {
      const random = Random.seeded(`known ${type} ${level}`);
      return Array.from({ length: 500 }, () => makePuzzle(PUZZLES[type], random, level).question);
    };
    for (let level = 1; level <= 4; level++) {
      for (const question of drawn('sequence', level)) assert.doesNotMatch(question, / \d{4}| 3, 9, 27/);
    }
    for (const question of drawn('arithmetic', 10)) assert.doesNotMatch(question, /^\(\d \+ \d\) × \d /);
    for (const level of [8, 9, 10]) {
      // Who knows the tables by heart is done with (6 × 4) − (2 × 3) at once.
      for (const question of drawn('arithmetic', level))
        assert.doesNotMatch(question, /^\([2-5] × [2-5]\) − \([23] × [23]\)|^\(6 × 4\) − \(2 × 3\)/);
    }
  });
});
