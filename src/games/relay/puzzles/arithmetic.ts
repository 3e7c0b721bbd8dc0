import type { Random } from '../../../lib/random.ts';
import type { PuzzleType } from './puzzle.ts';
import { isNumber } from './reading.ts';

/** A sum to do: its text and its value. Values are never negative: phones have no minus on their number pad. */
interface Sum {
  text: string;
  value: number;
}

/** Kinds of sums, and the levels at which they come. Brackets stand wherever precedence could be doubted. */
const KINDS: { from: number; to: number; make(random: Random, level: number): Sum }[] = [
  { from: 1, to: 4, make: plus },
  { from: 1, to: 5, make: minus },
  { from: 3, to: 7, make: times },
  { from: 4, to: 8, make: dividedBy },
  { from: 6, to: 10, make: timesThenPlus },
  { from: 7, to: 10, make: plusThenTimes },
  { from: 8, to: 10, make: differenceOfProducts },
  { from: 9, to: 10, make: plusThenDivided },
];

/** Mental arithmetic: one sum of two to four whole numbers. */
export const arithmetic: PuzzleType = {
  name: 'arithmetic',
  make(random, level) {
    const kinds = KINDS.filter(({ from, to }) => from <= level && level <= to);
    const { text, value } = random.pick(kinds).make(random, level);
    return { question: `${text} = ?`, data: '', answer: String(value) };
  },
  accepts: ({ answer }, given) => isNumber(given, answer),
  slip({ answer }, random) {
    const off = random.pick([1, 2, 10]);
    const value = Number(answer);
    return String(value >= off && random.chance(0.5) ? value - off : value + off);
  },
};

function plus(random: Random, level: number): Sum {
  const [a, b] = [random.int(2, 15 * level), random.int(2, 15 * level)];
  return { text: `${a} + ${b}`, value: a + b };
}

function minus(random: Random, level: number): Sum {
  const [value, b] = [random.int(1, 15 * level), random.int(2, 15 * level)];
  return { text: `${value + b} − ${b}`, value };
}

function times(random: Random, level: number): Sum {
  const [a, b] = [random.int(3, 9), random.int(3, 3 * level)];
  return { text: `${a} × ${b}`, value: a * b };
}

function dividedBy(random: Random, level: number): Sum {
  const [value, b] = [random.int(3, 3 * level), random.int(3, 9)];
  return { text: `${value * b} ÷ ${b}`, value };
}

function timesThenPlus(random: Random, level: number): Sum {
  const [a, b, c] = [random.int(3, 12), random.int(3, 12), random.int(3, 10 * level)];
  return { text: `(${a} × ${b}) + ${c}`, value: a * b + c };
}

function plusThenTimes(random: Random, level: number): Sum {
  const [a, b, c] = [random.int(2, 2 * level), random.int(3, 2 * level), random.int(3, 9)];
  return { text: `(${a} + ${b}) × ${c}`, value: (a + b) * c };
}

function differenceOfProducts(random: Random): Sum {
  const [c, d] = [random.int(2, 6), random.int(2, 6)];
  const [a, b] = [c + random.int(1, 6), d + random.int(1, 6)];
  return { text: `(${a} × ${b}) − (${c} × ${d})`, value: a * b - c * d };
}

function plusThenDivided(random: Random, level: number): Sum {
  const [value, c] = [random.int(4, 2 * level), random.int(3, 9)];
  const a = random.int(2, value * c - 2);
  return { text: `(${a} + ${value * c - a}) ÷ ${c}`, value };
}
