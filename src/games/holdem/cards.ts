/** No card here: not dealt, or not for the viewer. */
export const NO_CARD = 255;

const RANKS = '23456789TJQKA';
const SUITS = 'cdhs';

/** How the cards 0 to 51 are written: 2c 2d 2h 2s 3c … As. */
export const CARDS: readonly string[] = [...RANKS].flatMap((rank) => [...SUITS].map((suit) => rank + suit));

/** The card that a text like `Td` names. @throws Error when it names none */
export function cardOf(text: string): number {
  const card = CARDS.indexOf(text);
  if (card === -1) throw new Error(`${text} is no card`);
  return card;
}

/** Cards as people write them: `As Td`. */
export function written(cards: Iterable<number>): string {
  return [...cards].map((card) => CARDS[card] ?? '?').join(' ');
}

/** 0 for a two to 12 for an ace. */
export const rankOf = (card: number): number => card >> 2;

/** 0 to 3 for clubs, diamonds, hearts and spades, which never rank. */
export const suitOf = (card: number): number => card & 3;
