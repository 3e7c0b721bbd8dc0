import assert from 'node:assert/strict';
import { relayAction } from '../../src/games/relay/messages.ts';
import { PUZZLES } from '../../src/games/relay/puzzles/registry.ts';
import { Random } from '../../src/lib/random.ts';
import { cellName, type Fitted, fittedControl, promptOf } from '../../web/src/games/relay/puzzleControls.ts';
import type { PuzzleView } from '../../web/src/games/relay/relayView.ts';

const types = Object.keys(PUZZLES) as (keyof typeof PUZZLES)[];
const LEVELS = [1, 4, 7, 10];

function shown(
  type: string,
  level: number,
  { question, data }: { question: string; data: string },
): PuzzleView {
  return { id: '1-1', type, level, question, data: data === '' ? null : JSON.parse(data) };
}

/** All texts that a player can send with a control; null: any text. */
function possibleAnswers(fitted: Fitted): string[] | null {
  if (fitted.kind === 'choices') return fitted.options;
  if (fitted.kind === 'point') {
    return Array.from({ length: fitted.size ** 2 }, (_, cell) => cellName(cell, fitted.size));
  }
  return null;
}

describe('controls for puzzles', () => {
  const wanted: Record<string, Fitted['kind']> = {
    arithmetic: 'text',
    sequence: 'text',
    anagram: 'letters',
    cipher: 'letters',
    odd_one_out: 'choices',
    sudoku: 'sudoku',
    memory: 'look',
  };
  for (const type of types) {
    it(`fit ${type} at every level`, () => {
      const random = Random.seeded(type);
      for (const level of LEVELS) {
        const puzzle = shown(type, level, PUZZLES[type].make(random, level));
        assert.equal(fittedControl(puzzle).kind, wanted[type]);
      }
    });
  }

  it('can send the right answer, in a form that the server takes', () => {
    const random = Random.seeded('right answers');
    for (const type of types) {
      for (const level of LEVELS) {
        const puzzle = PUZZLES[type].make(random, level);
        const fitted = fittedControl(shown(type, level, puzzle.later ?? puzzle));
        const answers = possibleAnswers(fitted) ?? [puzzle.answer];
        const right = answers.filter((answer) => PUZZLES[type].accepts(puzzle, answer));
        assert.equal(right.length, 1, `${type} ${level}`);
        relayAction.parse({ action: 'answer', puzzle_id: '1-1', answer: right[0] });
      }
    }
  });

  it('ask for the thing to remember once the grid is gone', () => {
    const puzzle = PUZZLES.memory.make(Random.seeded('grid'), 3);
    assert.ok(puzzle.later);
    const view = shown('memory', 3, puzzle.later);
    const fitted = fittedControl(view);
    assert.deepEqual(fitted, { kind: 'point', size: 3 });
    assert.match(promptOf(view, fitted), /^Where was the \w+ .\?$/u);
  });

  it('say what to do without repeating what they show', () => {
    const random = Random.seeded('prompts');
    for (const type of ['anagram', 'cipher', 'odd_one_out'] as const) {
      const view = shown(type, 2, PUZZLES[type].make(random, 2));
      const fitted = fittedControl(view);
      const shownAlready = fitted.kind === 'choices' ? fitted.options : [Reflect.get(fitted, 'letters')];
      const prompt = promptOf(view, fitted);
      assert.match(prompt, /^(Which|Every) .*\?$/);
      assert.ok(shownAlready.every((text) => !prompt.includes(text)));
    }
  });

  it('fall back to a text field for data that is not as expected', () => {
    for (const data of [null, 7, [], {}, { cells: [1, 2] }, { options: [1] }, { size: 99 }, { size: 'x' }]) {
      for (const type of [...types, 'a new type']) {
        const fitted = fittedControl({ id: '1-1', type, level: 1, question: '?', data });
        assert.equal(fitted.kind, 'text');
      }
    }
  });
});
