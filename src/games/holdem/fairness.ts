import { hexOf } from '../../lib/hex.ts';
import { hmacSha256 } from '../../lib/hmac.ts';
import { sha256 } from '../../lib/sha256.ts';
import { shuffled } from '../../lib/shuffle.ts';
import { sortedJson } from '../../lib/sortedJson.ts';
import { CARDS } from './cards.ts';

/** What every text begins with that a commitment is made of: another game, or another way of dealing, has another. */
export const FAIRNESS = 'parlor/holdem/1';

/** Characters of a salt. */
const SALT = 32;

/** A card that is opened: with its salt it is the leaf at its place. */
export interface Opening {
  /** Its place in the deck, from 0. */
  position: number;
  card: string;
  salt: string;
}

/** What everybody is told of the match's secret before anybody brings entropy. */
export function matchCommitment(match: string, secret: Uint8Array): string {
  return sha256(`${FAIRNESS}/match|${match}|${hexOf(secret)}`);
}

/** What a player commits to, who brings this value as entropy. */
export function entropyCommitment(match: string, player: string, value: string): string {
  return sha256(`${FAIRNESS}/player|${match}|${player}|${value}`);
}

/** Seed of a hand: HMAC of its number under the match's secret. */
export function seedOf(secret: Uint8Array, hand: number): Uint8Array {
  return hmacSha256(secret, `hand|${hand}`);
}

/** What everybody is told of a hand's seed before its cards are dealt. */
export function handCommitment(match: string, hand: number, seed: Uint8Array): string {
  return sha256(`${FAIRNESS}/hand|${match}|${hand}|${hexOf(seed)}`);
}

/** The key of a hand's deck: HMAC of match, hand and everybody's entropy under the hand's seed. */
export function deckKey(seed: Uint8Array, match: string, hand: number, entropy: string): Uint8Array {
  return hmacSha256(seed, `deck|${match}|${hand}|${entropy}`);
}

/** All 52 cards of a hand, in the order in which they are dealt. */
export function deckFrom(key: Uint8Array): number[] {
  return shuffled(52, (block) => hmacSha256(key, `shuffle|${block}`));
}

/** How many cards a hand may take: two for each player, and the board. */
export const dealtCards = (players: number): number => 2 * players + 5;

/** The openings of the first cards of a deck. */
export function openingsOf(key: Uint8Array, deck: readonly number[], cards: number): Opening[] {
  return deck.slice(0, cards).map((card, position) => ({
    position,
    card: CARDS[card] as string,
    salt: hexOf(hmacSha256(key, `salt|${position}`)).slice(0, SALT),
  }));
}

/** What hides a card until it is opened. */
export function leafOf({ position, card, salt }: Opening): string {
  return sha256(`leaf|${position}|${salt}|${card}`);
}

/** What binds a hand to its cards, from the deal on. */
export function deckRoot(leaves: readonly string[]): string {
  return sha256(leaves.join(''));
}

/**
 * How the hands of a match are chained: 1 from what its secret is committed to, 2 from what its players are committed
 * to as well. It is in what the chain begins with.
 */
export const CHAIN_FORMAT = 2;

/** What the first hand follows. @param players by seat */
export function chainStart(
  match: string,
  match_commitment: string,
  players: readonly { id: string; seat: number; commitment: string | null }[],
): string {
  return recordHash(match, { format: CHAIN_FORMAT, match_commitment, players });
}

/** What binds the record of a hand: its successor names it. @param record all of it but this */
export function recordHash(match: string, record: object): string {
  return sha256(`${FAIRNESS}/record|${match}|${sortedJson(record)}`);
}
