import { hmacUnder } from './digests.ts';

const CARDS = [...'23456789TJQKA'].flatMap((rank) => [...'cdhs'].map((suit) => rank + suit));
const WORDS = 2 ** 32;
const SALT_DIGITS = 32;

/** One step of the shuffle: the card at `place` and that at `drawn` are exchanged. */
export interface Exchange {
  place: number;
  drawn: number;
  /** The cards that were there, the one at `place` first. */
  cards: [string, string];
  /** Draws that were thrown away before, so that no place is favoured. */
  thrown: number;
}

export interface Deck {
  /** All cards, in the order in which they are dealt. */
  cards: string[];
  exchanges: Exchange[];
  /** The salt of the card at a place. */
  salt(place: number): Promise<string>;
}

/** The deck that comes from a hand's seed and what everybody brought. */
export async function deckOf(
  seed: Uint8Array<ArrayBuffer>,
  match: string,
  hand: number,
  entropy: string,
): Promise<Deck> {
  const key = await (await hmacUnder(seed))(`deck|${match}|${hand}|${entropy}`);
  const under = await hmacUnder(key);
  const cards = [...CARDS];
  const exchanges: Exchange[] = [];
  const words: number[] = [];
  let block = 0;
  for (let place = 51; place > 0; place--) {
    const choices = place + 1;
    const limit = WORDS - (WORDS % choices);
    let thrown = -1;
    let word = limit;
    while (word >= limit) {
      if (words.length === 0) {
        const view = new DataView((await under(`shuffle|${block}`)).buffer);
        block += 1;
        for (let at = 0; at < 32; at += 4) words.push(view.getUint32(at));
      }
      word = words.shift() as number;
      thrown += 1;
    }
    const drawn = word % choices;
    const [a, b] = [cards[place] as string, cards[drawn] as string];
    exchanges.push({ place, drawn, cards: [a, b], thrown });
    [cards[place], cards[drawn]] = [b, a];
  }
  const salt = async (place: number) => {
    const bytes = await under(`salt|${place}`);
    return [...bytes]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .slice(0, SALT_DIGITS);
  };
  return { cards, exchanges, salt };
}
