import { FAMILIES } from './categories.ts';
import type { PuzzleType } from './puzzle.ts';
import { isNumber, readWord } from './reading.ts';

/** From this level on, the odd one is something near: a river among cities. */
const NEAR_FROM = 5;

/** Words of one category and one word of another. The answer is the word; its number is taken as well. */
export const oddOneOut: PuzzleType = {
  name: 'odd_one_out',
  hasOptions: true,
  make(random, level) {
    const near = level >= NEAR_FROM && random.chance(0.8);
    const family = random.pick(near ? FAMILIES.filter((categories) => categories.length > 1) : FAMILIES);
    const category = random.pick(family);
    const others = near ? family.filter((c) => c !== category) : FAMILIES.filter((f) => f !== family).flat();
    const odd = random.pick(random.pick(others));
    const alike = random.shuffle(category).slice(0, 3 + Math.floor(level / 4));
    const options = random.shuffle([...alike, odd]);
    const text = options.map((option, i) => `${i + 1} ${option}`).join(', ');
    return {
      question: `Which one does not belong with the others? ${text}`,
      data: JSON.stringify({ options }),
      answer: odd,
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

function optionsOf(data: string): string[] {
  return (JSON.parse(data) as { options: string[] }).options;
}
