/** Cards are 0 to 51: 2c 2d 2h 2s 3c … As. */
const RANKS = '23456789TJQKA';
const SUITS = 'cdhs';

export type Suit = 'c' | 'd' | 'h' | 's';

const RANK_WORDS = [
  ...['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  ...['jack', 'queen', 'king', 'ace'],
] as const;
const SUIT_WORDS: Record<Suit, string> = { c: 'clubs', d: 'diamonds', h: 'hearts', s: 'spades' };

/** 0 for a two to 12 for an ace. */
export function rankOf(card: number): number {
  return card >> 2;
}

export function suitOf(card: number): Suit {
  return SUITS[card & 3] as Suit;
}

/** What stands on a card: `10`, `K`. */
export function indexOf(card: number): string {
  const rank = RANKS[rankOf(card)] ?? '?';
  return rank === 'T' ? '10' : rank;
}

/** A card in two letters, as programs read it: `Td`. */
export function codeOf(card: number): string {
  return `${RANKS[rankOf(card)]}${suitOf(card)}`;
}

/** The cards that a text names, as the server writes them: `As Td`. What is none is left out. */
export function cardsIn(text: string): number[] {
  const ranksAndSuits = [...text.matchAll(/([2-9TJQKA])([cdhs])/g)];
  return ranksAndSuits.map(([, rank = '', suit = '']) => RANKS.indexOf(rank) * 4 + SUITS.indexOf(suit));
}

/** A card in words: `king of hearts`. */
export function cardName(card: number): string {
  return `${rankName(rankOf(card))} of ${SUIT_WORDS[suitOf(card)]}`;
}

export function rankName(rank: number): string {
  return RANK_WORDS[rank] ?? 'card';
}

const SUIT_SIGNS: Record<Suit, string> = { c: '♣', d: '♦', h: '♥', s: '♠' };
/** Asks for a sign as letters are drawn, not as a picture in colours. */
const AS_TEXT = '\ufe0e';

/** Cards as they are printed, for a line that is seen: `10♣ K♦`. */
export function cardSigns(cards: readonly number[]): string {
  return cards.map((card) => `${indexOf(card)}${SUIT_SIGNS[suitOf(card)]}${AS_TEXT}`).join(' ');
}

/** Several of a rank: `kings`, `sixes`. */
export function rankNames(rank: number): string {
  const word = rankName(rank);
  return word === 'six' ? 'sixes' : `${word}s`;
}

/** Cards in words, one after the other. */
export function cardNames(cards: readonly number[]): string {
  return cards.map(cardName).join(', ');
}
