import { rankName, rankNames, rankOf, suitOf } from './cards.ts';

/** The best five of some cards. */
export interface BestHand {
  five: number[];
  /** In words: `two pair, kings and nines`. */
  words: string;
  /** By it hands are compared, the first difference counts: what they make, then ranks. Suits never rank. */
  strength: number[];
}

const ACE = 12;
const FIVE = 3;

/** What the best five of five to seven cards make; of fewer, the pairs that are there. Null without cards. */
export function bestHand(cards: readonly number[]): BestHand | null {
  if (cards.length === 0) return null;
  const sorted = [...cards].sort((a, b) => rankOf(b) - rankOf(a));
  const flush = ['c', 'd', 'h', 's']
    .map((suit) => sorted.filter((card) => suitOf(card) === suit))
    .find((suited) => suited.length >= 5);
  const straightFlush = flush && straightIn(flush);
  if (straightFlush) return hand(8, straightFlush, straightFlush, straightFlushWords(straightFlush));
  const groups = groupsOf(sorted);
  const sizes = groups.map(({ length }) => length);
  const five = groups.flat().slice(0, 5);
  const [first = 0, second = 0] = groups.map(([card = 0]) => rankOf(card));
  if (sizes[0] === 4) return hand(7, quads(groups, sorted), null, `four ${rankNames(first)}`);
  if (sizes[0] === 3 && (sizes[1] ?? 0) >= 2)
    return hand(6, five, null, `full house, ${rankNames(first)} over ${rankNames(second)}`);
  if (flush) return hand(5, flush.slice(0, 5), flush, `flush, ${rankName(rankOf(flush[0] as number))} high`);
  const straight = straightIn(sorted);
  if (straight)
    return hand(4, straight, straight, `straight, ${rankName(rankOf(straight[0] as number))} high`);
  if (sizes[0] === 3) return hand(3, five, null, `three ${rankNames(first)}`);
  if (sizes[0] === 2 && sizes[1] === 2)
    return hand(2, twoPair(groups, sorted), null, `two pair, ${rankNames(first)} and ${rankNames(second)}`);
  if (sizes[0] === 2) return hand(1, five, null, `pair of ${rankNames(first)}`);
  return hand(0, five, null, `${rankName(first)} high`);
}

/** Above 0 when the first hand is better, 0 when they split. */
export function compareHands(a: BestHand, b: BestHand): number {
  const at = a.strength.findIndex((part, i) => part !== b.strength[i]);
  return at === -1 ? 0 : (a.strength[at] ?? 0) - (b.strength[at] ?? 0);
}

/** @param line what ranks alone say it all of: a straight by its highest card, a flush by all */
function hand(category: number, five: number[], line: number[] | null, words: string): BestHand {
  const straight = category === 4 || category === 8;
  const ranks = (straight && line ? line.slice(0, 1) : five).map(rankOf);
  return { five, words, strength: [category, ...ranks] };
}

/** Cards of equal rank together: the most first, then the highest. */
function groupsOf(sorted: readonly number[]): number[][] {
  const byRank = new Map<number, number[]>();
  for (const card of sorted) byRank.set(rankOf(card), [...(byRank.get(rankOf(card)) ?? []), card]);
  return [...byRank.values()].sort((a, b) => b.length - a.length || rankOf(b[0] ?? 0) - rankOf(a[0] ?? 0));
}

/** Beside four of a kind any highest card, be it of a pair. */
function quads(groups: readonly number[][], sorted: readonly number[]): number[] {
  const four = groups[0] ?? [];
  return [...four, ...sorted.filter((card) => !four.includes(card)).slice(0, 1)];
}

/** Of three pairs, the third may hold the highest card beside two. */
function twoPair(groups: readonly number[][], sorted: readonly number[]): number[] {
  const pairs = [...(groups[0] ?? []), ...(groups[1] ?? [])];
  return [...pairs, ...sorted.filter((card) => !pairs.includes(card)).slice(0, 1)];
}

/** Five in a row, highest first; an ace counts below a two as well. */
function straightIn(sorted: readonly number[]): number[] | null {
  const one = new Map(sorted.map((card) => [rankOf(card), card]).reverse() as [number, number][]);
  for (let high = ACE; high >= FIVE; high--) {
    const ranks = [0, 1, 2, 3, 4].map((down) => (high - down + 13) % 13);
    if (ranks.every((rank) => one.has(rank))) return ranks.map((rank) => one.get(rank) as number);
  }
  return null;
}

function straightFlushWords([high = 0]: readonly number[]): string {
  return rankOf(high) === ACE ? 'royal flush' : `straight flush, ${rankName(rankOf(high))} high`;
}
