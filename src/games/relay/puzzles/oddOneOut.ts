import type { Random } from '../../../lib/random.ts';
import { CLOSE, FAMILIES } from './categories.ts';
import type { PuzzleType } from './puzzle.ts';
import { isNumber, readWord } from './reading.ts';

/** Pairs of categories, both of names or both not: a capital letter alone would give the odd one away. */
const PAIRS = FAMILIES.flatMap((family) =>
  family.flatMap((alike) =>
    FAMILIES.flat()
      .filter((odd) => odd !== alike && isName(odd) === isName(alike))
      .map((odd) => ({ alike, odd, near: family.includes(odd) })),
  ),
);

/**
 * From what level on the odd one is how near: a river among flowers, among cities, among rivers elsewhere. `fewest` are
 * to choose from at first, one more with each level; `tellMs` is what it takes to tell the odd one beside reading.
 */
const STAGES = [
  { from: 9, fewest: 6, tellMs: 3600, pairs: CLOSE },
  { from: 6, fewest: 5, tellMs: 2400, pairs: PAIRS.filter(({ near }) => near) },
  { from: 1, fewest: 4, tellMs: 0, pairs: PAIRS.filter(({ near }) => !near) },
] as const;

const DRAWS = 50;

/** Words of one category and one word of another. The answer is the word; its number is taken as well. */
export const oddOneOut: PuzzleType = {
  name: 'odd_one_out',
  hasOptions: true,
  make(random, level) {
    const { from, fewest, tellMs, pairs } = STAGES.find((stage) => level >= stage.from) ?? STAGES[2];
    const count = fewest + level - from;
    let { alike, odd } = drawn(random, pairs, count - 1);
    for (let i = 0; i < DRAWS && standsOut(alike, odd); i++)
      ({ alike, odd } = drawn(random, pairs, count - 1));
    const options = random.shuffle([...alike, odd]);
    const text = options.map((option, i) => `${i + 1} ${option}`).join(', ');
    return {
      question: `Which one does not belong with the others? ${text}`,
      data: JSON.stringify({ options }),
      answer: odd,
      effort: 1600 + 600 * count + tellMs,
    };
  },
  accepts(puzzle, given) {
    const place = optionsOf(puzzle.data).indexOf(puzzle.answer) + 1;
    return readWord(given) === readWord(puzzle.answer) || isNumber(given, String(place));
  },
  slip({ answer, data }, random) {
    return random.pick(optionsOf(data).filter((option) => option !== answer));
  },
};

/** So many words of one category, and one of another. */
function drawn(random: Random, pairs: typeof CLOSE, count: number): { alike: string[]; odd: string } {
  const { alike, odd } = random.pick(pairs.filter(({ alike }) => alike.length >= count));
  return { alike: random.shuffle(alike).slice(0, count), odd: random.pick(odd) };
}

/** Whether a category is of names, which have capital letters. */
function isName([word = '']: readonly string[]): boolean {
  return word !== word.toLowerCase();
}

/** Whether a word can be told from the others by its look alone: it is the longest or the shortest, or has an s. */
function standsOut(others: readonly string[], odd: string): boolean {
  const lengths = others.map((word) => word.length);
  if (odd.length > Math.max(...lengths) || odd.length < Math.min(...lengths)) return true;
  return others.every((word) => word.endsWith('s') !== odd.endsWith('s'));
}

function optionsOf(data: string): string[] {
  return (JSON.parse(data) as { options: string[] }).options;
}
