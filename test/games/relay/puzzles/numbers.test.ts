import assert from 'node:assert/strict';
import { arithmetic } from '../../../../src/games/relay/puzzles/arithmetic.ts';
import { sequence } from '../../../../src/games/relay/puzzles/sequence.ts';
import { made, match } from './made.ts';

describe('arithmetic', () => {
  it('RL26 has the value that JavaScript finds, never negative, never broken', () => {
    for (const { puzzle } of made(arithmetic, 300)) {
      const [sum = ''] = match(/^([\d ()+−×÷]+) = \?$/, puzzle.question);
      const script = sum.replaceAll('−', '-').replaceAll('×', '*').replaceAll('÷', '/');
      const value = Number(new Function(`return ${script}`)());
      assert.equal(puzzle.answer, String(value), sum);
      assert.ok(Number.isInteger(value) && value >= 0 && value < 10_000, sum);
    }
  });

  it('RL26 does not depend on who knows that products go before sums', () => {
    for (const { puzzle } of made(arithmetic, 300)) {
      const outside = puzzle.question.replace(/\([^()]*\)/g, '1');
      assert.ok((outside.match(/[+−×÷]/g) ?? []).length <= 1, puzzle.question);
    }
  });

  it('RL27 takes what a person would call right', () => {
    const puzzle = { question: '', data: '', answer: '120' };
    for (const given of ['120', ' 120', '0120', '+120', '120.0', '１２０'])
      assert.ok(arithmetic.accepts(puzzle, given));
    for (const given of ['12', '1200', '-120', '121', '1 2', '120x'])
      assert.ok(!arithmetic.accepts(puzzle, given));
  });
});

describe('sequence', () => {
  it('RL26 goes on in one way only, whichever rule one sees', () => {
    for (const { puzzle } of made(sequence, 150)) {
      const [list = ''] = match(/^Which number comes next\? ([\d, ]+), …$/, puzzle.question);
      const terms = list.split(', ').map(Number);
      assert.equal(terms.length, 6);
      assert.deepEqual([...continuations(terms)], [Number(puzzle.answer)], puzzle.question);
    }
  });
});

/** Every next number that a plausible rule gives, found by trying rules with small numbers in them. */
function continuations(terms: number[]): Set<number> {
  const found = new Set<number>();
  const consider = (next: (i: number, t: number[]) => number, given: number) => {
    if (terms.every((term, i) => i < given || next(i, terms) === term)) found.add(next(terms.length, terms));
  };
  const at = (t: number[], i: number) => t[i] ?? Number.NaN;

  consider((i) => lagrange(terms.slice(0, 4), i), 4);
  for (let a = -12; a <= 12; a++) {
    const plus = at(terms, 1) - a * at(terms, 0);
    consider((i, t) => a * at(t, i - 1) + plus, 1);
    for (let b = -12; b <= 12; b++) consider((i, t) => a * at(t, i - 1) + b * at(t, i - 2), 2);
    for (const first of [0, 1]) {
      // plus and times by turns, either one first
      const index = first === 1 ? 1 : 2;
      const step = at(terms, index) - at(terms, index - 1);
      consider((i, t) => (i % 2 === first ? at(t, i - 1) + step : at(t, i - 1) * a), 1);
    }
  }
  const bySteps = (i: number, t: number[]) => 2 * at(t, i - 2) - at(t, i - 4);
  const byFactors = (i: number, t: number[]) => at(t, i - 2) ** 2 / at(t, i - 4);
  for (const even of [bySteps, byFactors]) {
    for (const odd of [bySteps, byFactors]) consider((i, t) => (i % 2 === 0 ? even : odd)(i, t), 4);
  }
  return found;
}

/** The value at `x` of the polynomial through these values at 0, 1, 2, … */
function lagrange(values: number[], x: number): number {
  const sum = values.reduce((total, value, i) => {
    const weights = values.map((_, j) => (i === j ? 1 : (x - j) / (i - j)));
    return total + weights.reduce((product, weight) => product * weight, value);
  }, 0);
  return Math.round(sum);
}
