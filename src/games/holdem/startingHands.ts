import { rankOf, suitOf } from './cards.ts';

/**
 * How often in 100 two cards win against two others that nobody knows, half of the splits with it, by 60,000 samples
 * each. Rows and columns from ace to two: suited above the diagonal, pairs on it.
 */
const WINS = [
  '85 67 66 65 65 63 62 61 60 60 59 58 57',
  '65 82 64 62 62 60 58 58 57 56 55 54 53',
  '64 61 80 60 60 58 56 54 54 53 51 51 50',
  '64 60 58 78 57 56 54 52 51 50 49 48 47',
  '63 60 57 55 75 54 52 50 49 47 47 46 45',
  '61 58 55 53 52 72 51 49 48 46 44 43 42',
  '60 56 54 51 50 48 69 48 46 45 43 41 40',
  '59 56 52 50 48 46 45 66 46 43 42 40 38',
  '58 54 51 48 46 44 43 43 63 43 41 40 37',
  '58 53 50 47 44 43 41 41 40 60 42 40 38',
  '57 52 49 46 43 40 39 39 38 38 57 39 37',
  '56 52 48 46 43 40 38 36 36 36 35 54 36',
  '55 51 47 44 42 39 37 35 34 35 33 32 50',
].map((row) => row.split(' ').map(Number));

const ACE = 12;

/** The same by two cards, `a * 52 + b`: bots ask thousands of times. */
const WINS_BY_CARDS = Uint8Array.from({ length: 52 * 52 }, (_, i) => lookUp(Math.floor(i / 52), i % 52));

/** How often in 100 these two cards win against any two. */
export function winsOf(a: number, b: number): number {
  return WINS_BY_CARDS[a * 52 + b] ?? 0;
}

function lookUp(a: number, b: number): number {
  const [high, low] = [Math.max(rankOf(a), rankOf(b)), Math.min(rankOf(a), rankOf(b))];
  const [row, column] = suitOf(a) === suitOf(b) ? [high, low] : [low, high];
  return WINS[ACE - row]?.[ACE - column] ?? 0;
}

/** Of all hands, how many win more often, by wins of 100. */
const BETTER = betterThan();

/** The part of all hands that are better than these two cards: 0 for aces. */
export function betterShare(a: number, b: number): number {
  return BETTER[winsOf(a, b)] ?? 1;
}

function betterThan(): number[] {
  const hands = Array.from({ length: 101 }, () => 0);
  for (let a = 0; a < 52; a++)
    for (let b = 0; b < a; b++) hands[winsOf(a, b)] = (hands[winsOf(a, b)] ?? 0) + 1;
  const all = (52 * 51) / 2;
  return hands.map((_, wins) => hands.slice(wins + 1).reduce((sum, count) => sum + count, 0) / all);
}
