import assert from 'node:assert/strict';
import { arithmetic } from '../../../../src/games/relay/puzzles/arithmetic.ts';
import { SEQUENCES, sequence } from '../../../../src/games/relay/puzzles/sequence.ts';
import { EveryChance } from './EveryChance.ts';
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
  it('RL26 shows six terms and asks for the seventh', () => {
    for (const { puzzle } of made(sequence, 50)) {
      const [list = ''] = match(/^Which number comes next\? ([\d, ]+), …$/, puzzle.question);
      const terms = list.split(', ').map(Number);
      assert.equal(terms.length, 6);
      assert.deepEqual([...continuations(terms)], [Number(puzzle.answer)], puzzle.question);
    }
  });

  it('RL26 of all sequences that can be drawn, none goes on in two ways', () => {
    let count = 0;
    for (const { draw } of SEQUENCES) {
      for (const terms of EveryChance.of((random) => draw(random))) {
        const next = continuations(terms.slice(0, -1));
        if (next.size !== 1 || !next.has(terms.at(-1) ?? 0)) assert.fail(terms.join(', '));
        assert.ok(terms.every((term) => Number.isInteger(term) && term >= 0 && term < 100_000));
        count += 1;
      }
    }
    assert.ok(count > 50_000, `${count} sequences`);
  });
});

/** Every next number that a plausible rule gives, found by trying rules with small numbers in them. */
function continuations(terms: readonly number[]): Set<number> {
  const found = new Set<number>();
  const t = (i: number) => terms[i] ?? Number.NaN;
  const consider = (from: number, rule: (i: number) => number) => {
    for (let i = from; i < terms.length; i++) if (rule(i) !== t(i)) return;
    found.add(rule(terms.length));
  };

  consider(4, (i) => lagrange(terms.slice(0, 4), i)); // a polynomial up to the third degree
  for (let a = -12; a <= 12; a++) {
    const plus = t(1) - a * t(0);
    consider(1, (i) => a * t(i - 1) + plus);
    const b = (t(2) - a * t(1)) / t(0);
    if (Number.isInteger(b)) consider(2, (i) => a * t(i - 1) + b * t(i - 2));
    consider(1, (i) => (i % 2 === 1 ? t(i - 1) + t(1) - t(0) : a * t(i - 1)));
    consider(1, (i) => (i % 2 === 0 ? t(i - 1) + t(2) - t(1) : a * t(i - 1)));
  }
  const bySteps = (i: number) => 2 * t(i - 2) - t(i - 4);
  const byFactors = (i: number) => t(i - 2) ** 2 / t(i - 4);
  for (const even of [bySteps, byFactors]) {
    for (const odd of [bySteps, byFactors]) consider(4, (i) => (i % 2 === 0 ? even(i) : odd(i)));
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
