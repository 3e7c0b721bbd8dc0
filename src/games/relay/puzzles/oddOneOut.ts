import type { Random } from '../../../lib/random.ts';
import { FAMILIES } from './categories.ts';
import type { PuzzleType } from './puzzle.ts';
import { isNumber, readWord } from './reading.ts';

/** From this level on, the odd one is something near: a river among cities. */
const NEAR_FROM = 6;
/** A list of so many to choose from at level 1, and at `NEAR_FROM`; one more with each level. */
const FEWEST = [4, 5] as const;

const DRAWS = 50;

/** Pairs of categories, both of names or both not: a capital letter alone would give the odd one away. */
const PAIRS = FAMILIES.flatMap((family) =>
  family.flatMap((category) =>
    FAMILIES.flat()
      .filter((other) => other !== category && isName(other) === isName(category))
      .map((other) => ({ category, other, near: family.includes(other) })),
  ),
);
const NEAR = PAIRS.filter(({ near }) => near);
const FAR = PAIRS.filter(({ near }) => !near);

/** Words of one category and one word of another. The answer is the word; its number is taken as well. */
export const oddOneOut: PuzzleType = {
  name: 'odd_one_out',
  hasOptions: true,
  make(random, level) {
    const near = level >= NEAR_FROM;
    const count = near ? FEWEST[1] + level - NEAR_FROM : FEWEST[0] + level - 1;
    let { alike, odd } = drawn(random, near, count - 1);
    for (let i = 0; i < DRAWS && standsOut(alike, odd); i++)
      ({ alike, odd } = drawn(random, near, count - 1));
    const options = random.shuffle([...alike, odd]);
    const text = options.map((option, i) => `${i + 1} ${option}`).join(', ');
    return {
      question: `Which one does not belong with the others? ${text}`,
      data: JSON.stringify({ options }),
      answer: odd,
      effort: 1600 + 600 * count + (near ? 2400 : 0),
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

/** So many words of one category, and one of another: of the same family when it is to be near. */
function drawn(random: Random, near: boolean, count: number): { alike: string[]; odd: string } {
  const { category, other } = random.pick(
    (near ? NEAR : FAR).filter(({ category }) => category.length >= count),
  );
  return { alike: random.shuffle(category).slice(0, count), odd: random.pick(other) };
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
