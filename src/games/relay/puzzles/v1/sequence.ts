import type { Random } from '../../../../lib/random.ts';
import type { PuzzleType } from '../puzzle.ts';
import { readNumber } from './reading.ts';

/** So many terms are shown that no sequence can be seen to go on in two ways: a test tries them all. */
const SHOWN = 6;

/** Kinds of sequences, and the levels at which they come. */
const SEQUENCES: { from: number; to: number; draw(random: Random, level: number): number[] }[] = [
  { from: 1, to: 4, draw: drawEqualSteps },
  { from: 3, to: 6, draw: drawMultiples },
  { from: 4, to: 8, draw: drawGrowingSteps },
  { from: 6, to: 10, draw: drawTimesPlus },
  { from: 6, to: 10, draw: drawSumOfTwo },
  { from: 7, to: 10, draw: drawTwoInTurn },
  { from: 9, to: 10, draw: drawPlusTimesInTurn },
];

/** The next number of a sequence. */
export const sequence: PuzzleType = {
  name: 'sequence',
  make(random, level) {
    const kinds = SEQUENCES.filter(({ from, to }) => from <= level && level <= to);
    const terms = random.pick(kinds).draw(random, level);
    return {
      question: `Which number comes next? ${terms.slice(0, SHOWN).join(', ')}, …`,
      data: '',
      answer: String(terms[SHOWN]),
    };
  },
  accepts: ({ answer }, given) => readNumber(given) === answer,
  slip: ({ answer }, random) => String(Number(answer) + random.pick([1, 2, 3])),
};

/** 5, 8, 11, … or 50, 43, 36, … */
function drawEqualSteps(random: Random, level: number): number[] {
  const step = random.int(2, 3 + 3 * level);
  const up = grow(random.int(1, 10 * level), (term) => term + step);
  return random.chance(0.3) ? up.reverse() : up;
}

/** 3, 6, 12, … */
function drawMultiples(random: Random, level: number): number[] {
  const factor = random.int(2, 3);
  return grow(random.int(1, 2 + level), (term) => term * factor);
}

/** 2, 5, 10, 17, …: the steps grow by as much each time. */
function drawGrowingSteps(random: Random, level: number): number[] {
  const first = random.int(1, level);
  const growth = random.int(1, 4);
  return grow(random.int(1, 20), (term, i) => term + first + growth * i);
}

/** 3, 7, 15, …: twice as much and one. */
function drawTimesPlus(random: Random, level: number): number[] {
  const factor = random.int(2, 3);
  const plus = random.int(1, level);
  return grow(random.int(1, 6), (term) => term * factor + plus);
}

/** 2, 5, 7, 12, …: each is the sum of the two before it. */
function drawSumOfTwo(random: Random, level: number): number[] {
  let before = random.int(1, level);
  return grow(random.int(2, 2 * level), (term) => {
    const next = before + term;
    before = term;
    return next;
  });
}

/** 3, 40, 5, 38, …: two sequences of equal steps by turns. */
function drawTwoInTurn(random: Random, level: number): number[] {
  const [a, b] = [random.int(1, 20), random.int(30, 60)];
  const [stepA, stepB] = [random.int(2, level), random.pick([-1, 1]) * random.int(2, 9)];
  return grow(a, (_, i) => (i % 2 === 0 ? b + (stepB * i) / 2 : a + (stepA * (i + 1)) / 2));
}

/** 2, 5, 10, 13, …: plus three, times two, by turns. */
function drawPlusTimesInTurn(random: Random, level: number): number[] {
  const [plus, factor] = [random.int(1, level), random.int(2, 3)];
  return grow(random.int(1, 9), (term, i) => (i % 2 === 0 ? term + plus : term * factor));
}

/** The terms to be shown and the one after them. `next` makes a term from the one before it and that one's place. */
function grow(first: number, next: (term: number, place: number) => number): number[] {
  const terms = [first];
  for (let term = first, i = 0; i < SHOWN; i++) {
    term = next(term, i);
    terms.push(term);
  }
  return terms;
}
