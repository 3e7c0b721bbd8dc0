import assert from 'node:assert/strict';
import { Random } from '../../src/lib/random.ts';
import { practicePuzzle } from '../../web/src/practice/practicePuzzle.ts';

describe('practicePuzzle', () => {
  const random = Random.seeded('practice');
  const puzzles = Array.from({ length: 200 }, (_, solved) =>
    practicePuzzle(solved % 10, () => random.float()),
  );

  it('asks sums that come out', () => {
    for (const { kind, question, answer } of puzzles) {
      if (kind !== 'Sum') continue;
      const [a = 0, b = 0, c = 0] = question.split(/ [+×] /).map(Number);
      assert.equal(answer, a + b * c, question);
    }
  });

  it('asks sequences whose steps grow evenly', () => {
    for (const { kind, question, answer } of puzzles) {
      if (kind !== 'Sequence') continue;
      const terms = [...question.split(', ').slice(0, 4).map(Number), answer];
      const steps = terms.slice(1).map((term, at) => term - (terms[at] ?? 0));
      const growth = steps.slice(1).map((step, at) => step - (steps[at] ?? 0));
      assert.equal(new Set(growth).size, 1, question);
      assert.ok((growth[0] ?? -1) >= 0, question);
    }
  });

  it('asks both kinds', () => {
    assert.deepEqual(new Set(puzzles.map(({ kind }) => kind)), new Set(['Sum', 'Sequence']));
  });
});
