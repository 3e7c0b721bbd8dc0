import type { Random } from '../../../src/lib/random.ts';

/** What a client sees of itself in relay. */
export interface OwnView {
  points: number;
  active: boolean;
  seat: number;
  puzzle?: { id: string; type: string; question: string; data: string };
}

export type Move = { action: 'answer'; puzzle_id: string; answer: string } | { action: 'skip' };

/** A skip costs this much, and must leave something. */
const SKIP_COST = 5;

/**
 * What a client of the drill does next: it works out sums and simple sequences, guesses the odd one out, and skips
 * the rest. One that is in a hurry gives its points away. Null while there is nothing to do.
 */
export function nextMove(own: OwnView, random: Random, hurry: boolean): Move | null {
  const { puzzle } = own;
  if (!own.active || !puzzle?.id) return null;
  const answer = hurry ? null : answerTo(puzzle, random);
  if (answer === null && own.points > SKIP_COST) return { action: 'skip' };
  return { action: 'answer', puzzle_id: puzzle.id, answer: answer ?? '?' };
}

/** What a player can work out from the question alone; null for nothing. */
export function answerTo(
  { type, question, data }: NonNullable<OwnView['puzzle']>,
  random: Random,
): string | null {
  if (type === 'arithmetic') return sum(question);
  if (type === 'sequence') return following(question);
  if (type === 'odd_one_out') return random.pick((JSON.parse(data) as { options: string[] }).options);
  return null;
}

function sum(question: string): string | null {
  const text = question.replace('= ?', '').replaceAll('−', '-').replaceAll('×', '*').replaceAll('÷', '/');
  return /^[\d\s+\-*/()]+$/.test(text) ? String(new Function(`return ${text}`)()) : null;
}

/** The term after equal steps, equal factors, or steps that grow equally. */
function following(question: string): string | null {
  const terms = [...question.matchAll(/\d+/g)].map(Number);
  const [last = 0, before = 0] = terms.toReversed();
  const steps = differences(terms);
  const growth = differences(steps);
  if (allEqual(growth)) return String(last + (steps.at(-1) ?? 0) + (growth[0] ?? 0));
  return allEqual(terms.slice(1).map((term, i) => term / (terms[i] ?? 1)))
    ? String((last * last) / before)
    : null;
}

function differences(terms: readonly number[]): number[] {
  return terms.slice(1).map((term, i) => term - (terms[i] ?? 0));
}

function allEqual(numbers: readonly number[]): boolean {
  return new Set(numbers).size === 1;
}
