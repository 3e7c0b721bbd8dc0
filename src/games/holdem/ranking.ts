/// <reference path="./phe.d.ts" />
import { evaluateCardCodes, rankCardCodes } from 'phe';

/** What five cards make, best first, as `phe` numbers it. */
const CATEGORIES = [
  'straight flush',
  'four of a kind',
  'full house',
  'flush',
  'straight',
  'three of a kind',
  'two pair',
  'pair',
  'high card',
] as const;

type Category = (typeof CATEGORIES)[number];

/** The weakest hand that there is. Equal hands have equal numbers: 7,462 of them differ. */
const WEAKEST = 7462;

/**
 * How strong the best five of five to seven cards are: more is stronger, equals split. Suits never rank.
 * @throws Error for anything but five to seven different cards: the evaluator would answer something for it
 */
export function strengthOf(cards: readonly number[]): number {
  checkCards(cards);
  return strengthOfDealt(cards);
}

/** As `strengthOf`, for cards that come from one deck: for who asks thousands of times. */
export function strengthOfDealt(cards: readonly number[]): number {
  return WEAKEST + 1 - evaluateCardCodes(cards);
}

/** What the best five of five to seven cards make. @throws Error as `strengthOf` */
export function categoryOf(cards: readonly number[]): Category {
  checkCards(cards);
  return CATEGORIES[rankCardCodes(cards)] as Category;
}

function checkCards(cards: readonly number[]): void {
  if (cards.length < 5 || cards.length > 7) throw new Error(`${cards.length} cards make no hand`);
  for (const card of cards)
    if (!Number.isInteger(card) || card < 0 || card > 51) throw new Error(`${card} is no card`);
  if (new Set(cards).size < cards.length) throw new Error(`a card is there twice: ${cards.join(' ')}`);
}
