import assert from 'node:assert/strict';
import { PUZZLES } from '../../../../src/games/relay/puzzles/registry.ts';
import { Random } from '../../../../src/lib/random.ts';
import { made } from './made.ts';

for (const [name, type] of Object.entries(PUZZLES)) {
  describe(`every ${name} puzzle`, () => {
    it('RL26 accepts its answer, in spite of spaces and case', () => {
      assert.equal(type.name, name);
      for (const { puzzle } of made(type, 200)) {
        assert.ok(type.accepts(puzzle, puzzle.answer), puzzle.question);
        assert.ok(type.accepts(puzzle, `  ${puzzle.answer.toUpperCase()} `), puzzle.question);
      }
    });

    it('RL26 does not show its answer', () => {
      for (const { puzzle } of made(type, 200)) {
        const shown = [puzzle.question, puzzle.data, puzzle.later?.question, puzzle.later?.data];
        if (name === 'odd_one_out') {
          const { options } = JSON.parse(puzzle.data) as { options: string[] };
          assert.deepEqual(JSON.parse(puzzle.data), { options });
          continue;
        }
        const text = shown.join(' ').toLowerCase();
        assert.ok(!text.includes(puzzle.answer.toLowerCase()), text);
      }
    });

    it('RL30 does not accept the slips of a person, nor the answers of other puzzles', () => {
      const random = Random.seeded('slips');
      let previous = '';
      for (const { puzzle } of made(type, 200)) {
        const slip = type.slip(puzzle, random);
        assert.ok(slip.length > 0 && slip.length <= 64);
        assert.ok(!type.accepts(puzzle, slip), `${puzzle.question} ${slip}`);
        for (const wrong of ['', ' ', '?', 'null', 'undefined', '[object Object]', `${puzzle.answer}0`]) {
          assert.ok(wrong === puzzle.answer || !type.accepts(puzzle, wrong), `${puzzle.question} ${wrong}`);
        }
        assert.ok(previous === puzzle.answer || !type.accepts(puzzle, previous), puzzle.question);
        previous = puzzle.answer;
      }
    });

    it('RL26 is of a bounded size, with JSON for its data', () => {
      for (const { puzzle } of made(type, 50)) {
        for (const { question, data } of [puzzle, puzzle.later ?? puzzle]) {
          assert.ok(question.length > 0 && question.length <= 200, question);
          assert.ok(data.length <= 200, data);
          if (data !== '') JSON.parse(data);
        }
      }
    });

    it('RL26 is the same again from the same chance, and hardly ever the same otherwise', () => {
      const questions = (seed: string) => {
        const random = Random.seeded(seed);
        return Array.from({ length: 50 }, () => JSON.stringify(type.make(random, 6)));
      };
      assert.deepEqual(questions('a'), questions('a'));
      assert.ok(new Set([...questions('a'), ...questions('b')]).size > 60);
    });
  });
}
