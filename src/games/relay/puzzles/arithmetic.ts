import type { Random } from '../../../lib/random.ts';
import { dividedMs, HOLD, minusMs, plusMs, timesMs, typingMs } from './effort.ts';
import type { PuzzleType } from './puzzle.ts';
import { isNumber } from './reading.ts';

/**
 * A sum to do: its text, its value, and what it takes. Values are never negative: phones have no minus on their number
 * pad.
 */
interface Sum {
  text: string;
  value: number;
  ms: number;
}

/** Kinds of sums. Brackets stand wherever precedence could be doubted. */
const KINDS: { from: number; to: number; make(random: Random): Sum }[] = [
  { from: 1, to: 5, make: plus },
  { from: 1, to: 5, make: minus },
  { from: 2, to: 7, make: times },
  { from: 2, to: 7, make: dividedBy },
  { from: 4, to: 10, make: timesThenPlus },
  { from: 5, to: 10, make: plusThenTimes },
  { from: 6, to: 10, make: plusThenDivided },
  { from: 7, to: 10, make: differenceOfProducts },
];

/** To see the sum and to send the answer. */
const AROUND_MS = 2000;

/** Mental arithmetic: one sum of two to four whole numbers. */
export const arithmetic: PuzzleType = {
  name: 'arithmetic',
  make(random, level) {
    const kinds = KINDS.filter(({ from, to }) => from <= level && level <= to);
    const { text, value, ms } = random.pick(kinds).make(random);
    return {
      question: `${text} = ?`,
      data: '',
      answer: String(value),
      effort: AROUND_MS + ms + typingMs(value),
    };
  },
  accepts: ({ answer }, given) => isNumber(given, answer),
  slip({ answer }, random) {
    const off = random.pick([1, 2, 10]);
    const value = Number(answer);
    return String(value >= off && random.chance(0.5) ? value - off : value + off);
  },
};

/** A number up to `max`, small ones and large ones alike: the level's band chooses. */
function upTo(random: Random, max: number): number {
  return random.int(2, random.int(9, max));
}

function plus(random: Random): Sum {
  const [a, b] = [upTo(random, 400), upTo(random, 400)];
  return { text: `${a} + ${b}`, value: a + b, ms: plusMs(a, b) };
}

function minus(random: Random): Sum {
  const [value, b] = [upTo(random, 400), upTo(random, 400)];
  return { text: `${value + b} − ${b}`, value, ms: minusMs(value + b, b) };
}

function times(random: Random): Sum {
  const [a, b] = [random.int(3, 9), random.int(3, 49)];
  return { text: `${a} × ${b}`, value: a * b, ms: timesMs(a, b) };
}

function dividedBy(random: Random): Sum {
  const [value, b] = [random.int(3, 39), random.int(3, 9)];
  return { text: `${value * b} ÷ ${b}`, value, ms: dividedMs(value * b, b) };
}

function timesThenPlus(random: Random): Sum {
  const [a, b, c] = [random.int(3, 9), random.int(3, 19), upTo(random, 150)];
  return { text: `(${a} × ${b}) + ${c}`, value: a * b + c, ms: timesMs(a, b) + HOLD + plusMs(a * b, c) };
}

function plusThenTimes(random: Random): Sum {
  const [a, b, c] = [random.int(3, 40), random.int(3, 40), random.int(3, 9)];
  return { text: `(${a} + ${b}) × ${c}`, value: (a + b) * c, ms: plusMs(a, b) + HOLD + timesMs(a + b, c) };
}

function plusThenDivided(random: Random): Sum {
  const [value, c] = [random.int(4, 29), random.int(3, 9)];
  const a = random.int(2, value * c - 2);
  const b = value * c - a;
  return { text: `(${a} + ${b}) ÷ ${c}`, value, ms: plusMs(a, b) + HOLD + dividedMs(a + b, c) };
}

function differenceOfProducts(random: Random): Sum {
  const [c, d] = [random.int(2, 9), random.int(2, 9)];
  const [a, b] = [c + random.int(1, 6), d + random.int(1, 6)];
  const ms = timesMs(a, b) + timesMs(c, d) + 2 * HOLD + minusMs(a * b, c * d);
  return { text: `(${a} × ${b}) − (${c} × ${d})`, value: a * b - c * d, ms };
}
