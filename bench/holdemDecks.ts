import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { deckFrom, deckKey, seedOf } from '../src/games/holdem/fairness.ts';

/*
 * Whether hold'em's decks favour any card: deals many hands of one match, whose secret is the hash of a seed, and
 * compares how often what came where with what chance gives. z is how many standard deviations that is off; beyond 4
 * something is wrong.
 *
 *     node bench/holdemDecks.ts [--decks 1000000] [--seed parlor]
 */

const { values } = parseArgs({
  options: { decks: { type: 'string', default: '1000000' }, seed: { type: 'string', default: 'parlor' } },
});
const decks = Number(values.decks);
const secret = createHash('sha256').update(values.seed).digest();
const MATCH = '00000000-0000-4000-8000-000000000000';
const ENTROPY = '0:-,1:-,2:-';

/** Cards by place; the first two cards, in order; which card follows which. */
const counts = {
  places: new Uint32Array(52 * 52),
  holes: new Uint32Array(52 * 52),
  follows: new Uint32Array(52 * 52),
};
for (let hand = 1; hand <= decks; hand++) {
  const deck = deckFrom(deckKey(seedOf(secret, hand), MATCH, hand, ENTROPY));
  for (const [place, card] of deck.entries()) counts.places[place * 52 + card]! += 1;
  counts.holes[deck[0]! * 52 + deck[3]!]! += 1;
  // One of the 51 pairs of neighbours in each deck, so that what is counted is independent.
  const at = hand % 51;
  counts.follows[deck[at]! * 52 + deck[at + 1]!]! += 1;
}

/**
 * How far counts of so many equally likely things are from even.
 * @param share what chance makes of chi-square, of its degrees
 */
function zOf(cells: readonly number[], expected: number, degrees: number, share = 1): number {
  const chi2 = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0) * share;
  return (chi2 - degrees) / Math.sqrt(2 * degrees);
}

const different = (cells: Uint32Array) => [...cells].filter((_, i) => i % 52 !== Math.floor(i / 52));
const results = {
  // Each place has one card and each card one place: 51 × 51 counts are free of the 52 × 51 that chi-square comes to.
  'cards by place': zOf([...counts.places], decks / 52, 51 * 51, 51 / 52),
  'first two cards of the first player': zOf(different(counts.holes), decks / (52 * 51), 52 * 51 - 1),
  'neighbours in the deck': zOf(different(counts.follows), decks / (52 * 51), 52 * 51 - 1),
};
for (const [what, z] of Object.entries(results)) console.log(`${what}: z ${z.toFixed(2)}`);
const worst = Math.max(...Object.values(results).map(Math.abs));
console.log(`${decks} decks of the seed ${values.seed}: |z| at most ${worst.toFixed(2)}`);
process.exitCode = worst < 4 ? 0 : 1;
