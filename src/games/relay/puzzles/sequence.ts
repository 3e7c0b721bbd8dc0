import type { Random } from '../../../lib/random.ts';
import { minusMs, plusMs, timesMs, typingMs } from './effort.ts';
import type { PuzzleType } from './puzzle.ts';
import { isNumber } from './reading.ts';

/** So many terms are shown that no sequence can be seen to go on in two ways: a test tries them all. */
const SHOWN = 6;

/** A rule of sequences, what it takes a middling person to see it, in ms, and the levels at which it comes. */
interface SequenceRule {
  from: number;
  to: number;
  seen: number;
  draw(random: Random): number[];
}

export const SEQUENCES: readonly SequenceRule[] = [
  { from: 1, to: 5, seen: 800, draw: drawEqualSteps },
  { from: 3, to: 7, seen: 2000, draw: drawDoubles },
  { from: 5, to: 8, seen: 3600, draw: drawTriples },
  { from: 3, to: 8, seen: 3200, draw: drawGrowingSteps },
  { from: 5, to: 10, seen: 4800, draw: drawSumOfTwo },
  { from: 6, to: 10, seen: 5500, draw: drawTwoInTurn },
  { from: 6, to: 10, seen: 6000, draw: drawTimesPlus },
  { from: 7, to: 10, seen: 7000, draw: drawPlusTimesInTurn },
];

/** To read six numbers and to send the answer. */
const AROUND_MS = 2000;

/** The next number of a sequence. */
export const sequence: PuzzleType = {
  name: 'sequence',
  make(random, level) {
    const rules = SEQUENCES.filter(({ from, to }) => from <= level && level <= to);
    const rule = random.pick(rules);
    const terms = rule.draw(random);
    return {
      question: `Which number comes next? ${terms.slice(0, SHOWN).join(', ')}, …`,
      data: '',
      answer: String(terms[SHOWN]),
      effort: AROUND_MS + rule.seen + goingOnMs(terms) + typingMs(terms[SHOWN] ?? 0),
    };
  },
  accepts: ({ answer }, given) => isNumber(given, answer),
  slip: ({ answer }, random) => String(Number(answer) + random.pick([1, 2, 3])),
};

/** What it takes to find the differences, and to go on from the last term. */
function goingOnMs(terms: readonly number[]): number {
  const [a = 0, b = 0] = terms;
  const [last = 0, next = 0] = terms.slice(SHOWN - 1);
  const found = minusMs(Math.max(a, b), Math.min(a, b));
  if (next < last) return found + minusMs(last, last - next);
  const factor = Math.floor(next / last);
  const ways = [plusMs(last, next - last)];
  if (factor > 1)
    ways.push(timesMs(factor, last) + (next % last === 0 ? 0 : plusMs(factor * last, next % last)));
  return found + Math.min(...ways);
}

/** 5, 8, 11, … or 50, 43, 36, … */
function drawEqualSteps(random: Random): number[] {
  const step = random.int(2, 19);
  const up = grow(random.int(1, 60), (term) => term + step);
  return random.chance(0.3) ? up.reverse() : up;
}

/** 3, 6, 12, … */
function drawDoubles(random: Random): number[] {
  return grow(random.int(1, 25), (term) => term * 2);
}

/** 3, 9, 27, … */
function drawTriples(random: Random): number[] {
  return grow(random.int(1, 12), (term) => term * 3);
}

/** 2, 5, 10, 17, …: the steps grow by as much each time. */
function drawGrowingSteps(random: Random): number[] {
  const first = random.int(1, 9);
  const growth = random.int(1, 5);
  return grow(random.int(1, 20), (term, i) => term + first + growth * i);
}

/** 3, 7, 15, …: twice as much and one. */
function drawTimesPlus(random: Random): number[] {
  const factor = random.int(2, 3);
  const plus = random.int(1, 9);
  return grow(random.int(1, 6), (term) => term * factor + plus);
}

/** 2, 5, 7, 12, …: each is the sum of the two before it. */
function drawSumOfTwo(random: Random): number[] {
  let before = random.int(1, 10);
  return grow(random.int(2, 20), (term) => {
    const next = before + term;
    before = term;
    return next;
  });
}

/** 3, 40, 5, 38, …: two sequences of equal steps by turns. */
function drawTwoInTurn(random: Random): number[] {
  const [a, b] = [random.int(1, 20), random.int(30, 60)];
  const [stepA, stepB] = [random.int(2, 10), random.pick([-1, 1]) * random.int(2, 9)];
  return grow(a, (_, i) => (i % 2 === 0 ? b + (stepB * i) / 2 : a + (stepA * (i + 1)) / 2));
}

/** 2, 5, 10, 13, …: plus three, times two, by turns. */
function drawPlusTimesInTurn(random: Random): number[] {
  const [plus, factor] = [random.int(1, 10), random.int(2, 3)];
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
