import { COLOURS, SHAPES, WEARS } from '../../../src/protocol/face.ts';

/** One face of each shape, no two of one colour or with the same on, in any order. */
export function suggestedFaces(random: () => number): [string, ...string[]] {
  const [first, ...others] = shuffled(SHAPES, random);
  const colours = shuffled(COLOURS, random);
  const wears = shuffled(WEARS, random);
  const dressed = (shape: string, i: number) => `${shape}-${colours[i]}-${wears[i]}`;
  return [dressed(first ?? SHAPES[0], 0), ...others.map((shape, i) => dressed(shape, i + 1))];
}

/** Fisher and Yates. */
function shuffled<T>(all: readonly T[], random: () => number): T[] {
  const cards = [...all];
  for (let i = cards.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [cards[i], cards[j]] = [cards[j] as T, cards[i] as T];
  }
  return cards;
}
