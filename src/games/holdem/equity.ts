import type { Random } from '../../lib/random.ts';
import { strengthOfDealt } from './ranking.ts';
import { winsOf } from './startingHands.ts';

/** So often the rest of the cards is dealt to see who wins: what a decision costs is bounded by it. */
const SAMPLES = 100;

/** How much an opponent told of their cards: the best of so many hands is taken for theirs. */
export interface Range {
  /** By what they did before the flop. */
  before: number;
  /** By what they did after it. */
  after: number;
}

/** Cards that are not seen, of which any may come. */
class Unseen {
  readonly #cards: number[];
  readonly #random: Random;
  #left = 0;

  constructor(seen: readonly number[], random: Random) {
    this.#cards = Array.from({ length: 52 }, (_, card) => card).filter((card) => !seen.includes(card));
    this.#random = random;
  }

  /** All of them are there again. */
  gather(): void {
    this.#left = this.#cards.length;
  }

  /** Takes a card out. */
  draw(): number {
    return this.#take(this.#random.int(0, this.#left - 1));
  }

  /** Takes out the two cards of somebody with this range. */
  drawHand({ before, after }: Range, board: readonly number[]): [number, number] {
    let best: [number, number] = this.#look(before);
    if (board.length >= 3 && after > 1) {
      let strength = strengthOfDealt([...best, ...board]);
      for (let i = 1; i < after; i++) {
        const other = this.#look(before);
        const stronger = strengthOfDealt([...other, ...board]);
        if (stronger > strength) [best, strength] = [other, stronger];
      }
    }
    for (const card of best) this.#take(this.#cards.indexOf(card));
    return best;
  }

  /** The best of so many pairs by what they are before the flop. */
  #look(pairs: number): [number, number] {
    let best = this.#pair();
    for (let i = 1; i < pairs; i++) {
      const other = this.#pair();
      if (winsOf(other[0], other[1]) > winsOf(best[0], best[1])) best = other;
    }
    return best;
  }

  #pair(): [number, number] {
    const first = this.#random.int(0, this.#left - 1);
    const second = (first + this.#random.int(1, this.#left - 1)) % this.#left;
    return [this.#cards[first] as number, this.#cards[second] as number];
  }

  #take(at: number): number {
    const card = this.#cards[at] as number;
    this.#left -= 1;
    this.#cards[at] = this.#cards[this.#left] as number;
    this.#cards[this.#left] = card;
    return card;
  }
}

/** The part of the pot that two cards win on average against opponents of these ranges. */
export function equityOf(
  hole: readonly number[],
  board: readonly number[],
  ranges: readonly Range[],
  random: Random,
): number {
  const unseen = new Unseen([...hole, ...board], random);
  let won = 0;
  for (let i = 0; i < SAMPLES; i++) {
    unseen.gather();
    const others = ranges.map((range) => unseen.drawHand(range, board));
    const all = [...board];
    while (all.length < 5) all.push(unseen.draw());
    const mine = strengthOfDealt([...hole, ...all]);
    const theirs = others.map((other) => strengthOfDealt([...other, ...all]));
    if (theirs.every((strength) => strength <= mine))
      won += 1 / (1 + theirs.filter((strength) => strength === mine).length);
  }
  return won / SAMPLES;
}
