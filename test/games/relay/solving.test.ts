import assert from 'node:assert/strict';
import type { PuzzleName } from '../../../src/games/relay/puzzles/puzzle.ts';
import { PUZZLES } from '../../../src/games/relay/puzzles/registry.ts';
import { gridIn, solve } from '../../../src/games/relay/solving.ts';
import { Random } from '../../../src/lib/random.ts';

describe('solving what is shown', () => {
  for (const type of Object.keys(PUZZLES) as PuzzleName[]) {
    it(`RL33 works for every puzzle of the type ${type}`, () => {
      const random = Random.seeded(`solve ${type}`);
      for (let level = 1; level <= 10; level++) {
        for (let i = 0; i < 40; i++) {
          const puzzle = PUZZLES[type].make(random, level);
          const shown = { question: puzzle.question, data: puzzle.data };
          const grid = gridIn(type, shown);
          if (puzzle.later) assert.equal(solve(type, shown, grid), null, 'it is not asked yet');
          const answer = solve(type, puzzle.later ?? shown, grid);
          assert.ok(
            answer !== null && PUZZLES[type].accepts(puzzle, answer),
            `${puzzle.question}: ${answer}`,
          );
        }
      }
    });
  }

  it('gives up on what it does not know', () => {
    assert.equal(solve('of tomorrow', { question: '', data: '' }), null);
    assert.equal(solve('sequence', { question: '1, 7, 2, 90, 4, 4', data: '' }), null);
  });
});
