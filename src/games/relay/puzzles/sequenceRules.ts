import type { Random } from '../../../lib/random.ts';

/** A way to go on in a sequence of whole numbers. */
interface SequenceRule {
  /** Levels at which sequences of this rule are drawn. */
  from: number;
  to: number;
  draw(random: Random, level: number, length: number): number[];
  /** What comes after these terms if they follow this rule, else undefined. */
  next(terms: number[]): number | undefined;
}

/** The rules that sequences are made of, and those that people could see instead. */
export const RULES: readonly SequenceRule[] = [
  { from: 1, to: 4, draw: drawEqualSteps, next: nextByDifferences },
  { from: 4, to: 8, draw: drawGrowingSteps, next: nextByDifferences },
  { from: 3, to: 6, draw: drawMultiples, next: nextByTimesPlus },
  { from: 6, to: 10, draw: drawTimesPlus, next: nextByTimesPlus },
  { from: 6, to: 10, draw: drawSumOfTwo, next: nextByTwoBefore },
  { from: 7, to: 10, draw: drawTwoInTurn, next: nextByTwoInTurn },
  { from: 9, to: 10, draw: drawPlusTimesInTurn, next: nextByPlusTimesInTurn },
];

/** 5, 8, 11, … or 50, 43, 36, … */
function drawEqualSteps(random: Random, level: number, length: number): number[] {
  const step = random.int(2, 3 + 3 * level);
  const up = grow(random.int(1, 10 * level), length, (term) => term + step);
  return random.chance(0.3) ? up.reverse() : up;
}

/** 2, 5, 10, 17, …: the steps grow by as much each time. */
function drawGrowingSteps(random: Random, level: number, length: number): number[] {
  const first = random.int(1, level);
  const growth = random.int(1, 4);
  return grow(random.int(1, 20), length, (term, i) => term + first + growth * i);
}

/** 3, 6, 12, … */
function drawMultiples(random: Random, level: number, length: number): number[] {
  const factor = random.int(2, 3);
  return grow(random.int(1, 2 + level), length, (term) => term * factor);
}

/** 3, 7, 15, …: twice as much and one. */
function drawTimesPlus(random: Random, level: number, length: number): number[] {
  const factor = random.int(2, 3);
  const plus = random.int(1, level);
  return grow(random.int(1, 6), length, (term) => term * factor + plus);
}

/** 2, 5, 7, 12, …: each is the sum of the two before it. */
function drawSumOfTwo(random: Random, level: number, length: number): number[] {
  const terms = [random.int(1, level), random.int(2, 2 * level)];
  while (terms.length < length) terms.push(term(terms, -1) + term(terms, -2));
  return terms;
}

/** 3, 20, 5, 18, …: two sequences of equal steps by turns. */
function drawTwoInTurn(random: Random, level: number, length: number): number[] {
  const [a, b] = [random.int(1, 20), random.int(30, 60)];
  const [stepA, stepB] = [random.int(2, level), random.pick([-1, 1]) * random.int(2, 9)];
  return Array.from({ length }, (_, i) => (i % 2 === 0 ? a + stepA * (i / 2) : b + stepB * ((i - 1) / 2)));
}

/** 2, 5, 10, 13, …: plus three, times two, by turns. */
function drawPlusTimesInTurn(random: Random, level: number, length: number): number[] {
  const [plus, factor] = [random.int(1, level), random.int(2, 3)];
  return grow(random.int(1, 9), length, (term, i) => (i % 2 === 0 ? term + plus : term * factor));
}

/** Equal, evenly growing, or evenly faster growing steps: a polynomial up to the third degree. */
function nextByDifferences(terms: number[]): number | undefined {
  const rows = [terms];
  for (let degree = 0; degree <= 3; degree++) {
    const differences = steps(rows[degree] ?? []);
    if (differences.every((difference) => difference === 0)) {
      return rows.reduce((sum, row) => sum + term(row, -1), 0);
    }
    rows.push(differences);
  }
  return undefined;
}

/** Each is so many times the one before, and something. */
function nextByTimesPlus(terms: number[]): number | undefined {
  const [first = 0, second = 0, third = 0] = terms;
  const factor = (third - second) / (second - first);
  if (!Number.isInteger(factor)) return undefined;
  const follow = (term: number) => term * factor + second - first * factor;
  return follows(terms, 1, (i) => follow(term(terms, i - 1))) ? follow(term(terms, -1)) : undefined;
}

/** Each is made from the two before it: so many times the one and so many times the other. */
function nextByTwoBefore(terms: number[]): number | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = terms;
  const determinant = b * b - a * c;
  const p = (c * b - a * d) / determinant;
  const q = (b * d - c * c) / determinant;
  if (!Number.isInteger(p) || !Number.isInteger(q)) return undefined;
  const follow = (i: number) => p * term(terms, i - 1) + q * term(terms, i - 2);
  return follows(terms, 2, follow) ? follow(terms.length) : undefined;
}

/** Two sequences by turns, each of equal steps or of equal factors. */
function nextByTwoInTurn(terms: number[]): number | undefined {
  const odd = terms.filter((_, i) => i % 2 === 1);
  const even = terms.filter((_, i) => i % 2 === 0);
  const nexts = [odd, even].map((half) => nextByEqualSteps(half) ?? nextByEqualFactors(half));
  return nexts.includes(undefined) ? undefined : nexts[terms.length % 2 === 0 ? 1 : 0];
}

function nextByEqualSteps(terms: number[]): number | undefined {
  const [step = 0, ...rest] = steps(terms);
  return rest.every((other) => other === step) ? term(terms, -1) + step : undefined;
}

/** Plus something and times something, by turns. */
function nextByPlusTimesInTurn(terms: number[]): number | undefined {
  const [a = 0, b = 0, c = 0] = terms;
  const factor = c / b;
  if (!Number.isInteger(factor)) return undefined;
  const follow = (i: number) => (i % 2 === 1 ? term(terms, i - 1) + b - a : term(terms, i - 1) * factor);
  return follows(terms, 1, follow) ? follow(terms.length) : undefined;
}

function nextByEqualFactors(terms: number[]): number | undefined {
  const [first = 0, second = 0] = terms;
  const fits = first !== 0 && follows(terms, 1, (i) => (term(terms, i - 1) * second) / first);
  return fits ? (term(terms, -1) * second) / first : undefined;
}

function grow(first: number, length: number, next: (term: number, index: number) => number): number[] {
  const terms = [first];
  for (let i = 0; terms.length < length; i++) terms.push(next(term(terms, -1), i));
  return terms;
}

function steps(terms: number[]): number[] {
  return terms.slice(1).map((value, i) => value - term(terms, i));
}

function follows(terms: number[], from: number, rule: (index: number) => number): boolean {
  return terms.every((value, i) => i < from || value === rule(i));
}

function term(terms: number[], index: number): number {
  return terms.at(index) ?? 0;
}
