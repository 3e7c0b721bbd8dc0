import assert from 'node:assert/strict';
import { answerTo, look, type Notes } from '../../loadtest/scenarios/relayAnswers.ts';
import { Random } from '../../loadtest/swarm/Random.ts';
import { PUZZLES } from '../../src/games/relay/puzzles/registry.ts';
import { Random as Chance } from '../../src/lib/random.ts';

describe('a player of the swarm', () => {
  const chance = Chance.seeded('answers');
  const random = new Random('answers');

  for (const type of ['arithmetic', 'cipher', 'sudoku', 'memory'] as const) {
    it(`works out every puzzle of type ${type} from what it is shown`, () => {
      for (let level = 1; level <= 10; level++) {
        for (let i = 0; i < 20; i++) {
          const puzzle = PUZZLES[type].make(chance, level);
          const notes: Notes = {};
          const shown = { id: `${level}-${i}`, type, question: puzzle.question, data: puzzle.data };
          look(shown, notes);
          if (puzzle.later) assert.equal(answerTo(shown, notes, random), null, 'it is not asked yet');
          const asked = puzzle.later ? { ...shown, ...puzzle.later } : shown;
          look(asked, notes);
          const answer = answerTo(asked, notes, random);
          assert.ok(answer !== null && PUZZLES[type].accepts(puzzle, answer), `${puzzle.question} ${answer}`);
        }
      }
    });
  }

  it('works out most sequences, and is wrong about none', () => {
    let known = 0;
    for (let i = 0; i < 300; i++) {
      const puzzle = PUZZLES.sequence.make(chance, 1 + (i % 10));
      const answer = answerTo({ id: 'p', type: 'sequence', ...puzzle }, {}, random);
      if (answer === null) continue;
      known += 1;
      assert.equal(answer, puzzle.answer, puzzle.question);
    }
    assert.ok(known > 240, `${known} of 300`);
  });

  it('guesses among options, and skips what takes a dictionary or is not known', () => {
    const odd = PUZZLES.odd_one_out.make(chance, 1);
    const { options } = JSON.parse(odd.data) as { options: string[] };
    assert.ok(options.includes(answerTo({ id: 'p', type: 'odd_one_out', ...odd }, {}, random) ?? ''));
    const anagram = PUZZLES.anagram.make(chance, 1);
    assert.equal(answerTo({ id: 'p', type: 'anagram', ...anagram }, {}, random), null);
    assert.equal(answerTo({ id: 'p', type: 'of tomorrow', question: '', data: '' }, {}, random), null);
  });
});
