/** A puzzle to pass the time with; nothing depends on it. */
interface PracticePuzzle {
  kind: 'Sum' | 'Sequence';
  question: string;
  answer: number;
}

/** Harder with each solved, up to a bound. @param random a number in [0, 1) */
export function practicePuzzle(solved: number, random: () => number): PracticePuzzle {
  const level = Math.min(solved, 8);
  const upTo = (most: number) => 1 + Math.floor(random() * most);
  if (random() < 0.5) {
    const [a, b, c] = [upTo(8 + 4 * level), upTo(8 + 4 * level), upTo(4 + level)];
    return { kind: 'Sum', question: `${a} + ${b} × ${c}`, answer: a + b * c };
  }
  const [first, step, growth] = [upTo(9), upTo(4 + level), level < 3 ? 0 : upTo(level - 1)];
  const term = (n: number) => first + step * n + (growth * n * (n - 1)) / 2;
  return { kind: 'Sequence', question: `${[0, 1, 2, 3].map(term).join(', ')}, …`, answer: term(4) };
}
