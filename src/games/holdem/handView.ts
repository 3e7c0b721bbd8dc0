import { bytesOfHex, hexOf } from '../../lib/hex.ts';
import type { Kept } from '../route.ts';
import { entropyOf, isFair, matchSecret } from './decks.ts';
import { dealtCards, deckFrom, deckKey, leafOf, type Opening, openingsOf, seedOf } from './fairness.ts';
import type { ShownAfter } from './handRecord.ts';
import type { HoldemTable } from './table.ts';

/** When all cards of a hand are told: once the match is over, or as soon as the hand is. */
export type Reveal = 'match' | 'hand';

/** A hand as it is kept, as far as it takes to tell who may see which card. */
interface KeptHand {
  hand: number;
  players: { id: string; seat: number }[];
  dealt: number[];
  board: string;
  shown: { seat: number }[];
}

/** From what the decks of a match come. */
interface DeckSource {
  match: string;
  secret: Uint8Array;
  /** What every seat brought. */
  entropy: string;
}

/** What it takes to verify a match that is over. */
export interface KeptFairness {
  match_commitment: string;
  match_secret: string;
  /** Of matches by the rules of before nobody kept these. */
  format?: number;
  start_hash?: string;
  hand_count?: number;
  last_hash?: string;
  players: { id: string; seat: number; commitment: string | null; value: string | null }[];
}

/** What opens a hand. */
interface OpenedHand {
  leaves: string[];
  openings: Opening[];
  seed: string;
}

/** So many hands of a running match are kept as they were opened, those that were opened last: some 4 kB each. */
const MOST_KEPT = 128;

/** Hands of running matches that somebody asked for: opening one takes a quarter of a millisecond. */
const opened = new WeakMap<HoldemTable, Map<number, OpenedHand>>();

/** The record of a hand as a player, or with null anybody, may see it while the match goes on. */
export function runningHand(table: HoldemTable, reveal: Reveal, { data }: Kept, viewer: string | null) {
  if (!isFair(table)) return data;
  const hand = data as KeptHand;
  const told = { ...hand, ...openedOnce(table, hand) };
  if (reveal === 'hand') return told;
  const places = placesFor(hand, viewer);
  return { ...told, openings: told.openings.filter(({ position }) => places.has(position)), seed: null };
}

/** The record of a hand with all that can be told of it: the match is over. */
export function finishedHand(match: string, { data }: Kept, fairness: KeptFairness | undefined) {
  if (!fairness) return data; // by the rules of before
  const hand = data as KeptHand;
  const seats = [...fairness.players].sort((a, b) => a.seat - b.seat);
  const entropy = seats.map(({ seat, value }) => `${seat}:${value ?? '-'}`).join();
  return { ...hand, ...openedBy({ match, secret: bytesOfHex(fairness.match_secret), entropy }, hand) };
}

function openedOnce(table: HoldemTable, hand: KeptHand): OpenedHand {
  const kept = opened.get(table) ?? new Map<number, OpenedHand>();
  opened.set(table, kept);
  const known = kept.get(hand.hand);
  if (known) return known;
  const source = { match: table.id, secret: matchSecret(table), entropy: entropyOf(table.state) };
  const made = openedBy(source, hand);
  kept.set(hand.hand, made);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return made;
}

function openedBy({ match, secret, entropy }: DeckSource, { hand, dealt }: KeptHand): OpenedHand {
  const seed = seedOf(secret, hand);
  const key = deckKey(seed, match, hand, entropy);
  const openings = openingsOf(key, deckFrom(key), dealtCards(dealt.length));
  return { leaves: openings.map(leafOf), openings, seed: hexOf(seed) };
}

/** Places in the deck of the cards that somebody saw: the board, what was tabled, and their own. */
function placesFor({ players, dealt, board, shown }: KeptHand, viewer: string | null): Set<number> {
  const own = players.filter(({ id }) => id === viewer);
  const seen = new Set([...own, ...shown].map(({ seat }) => seat));
  const holes = dealt.flatMap((seat, i) => (seen.has(seat) ? [i, i + dealt.length] : []));
  const cards = board === '' ? 0 : board.split(' ').length;
  return new Set([...holes, ...Array.from({ length: cards }, (_, i) => 2 * dealt.length + i)]);
}

/** Hands, with the cards that were shown after them, which everybody may see. */
export function withShownAfter(hands: readonly object[], shown: readonly ShownAfter[]): object[] {
  const byHand = new Map(shown.map((after) => [after.hand, after]));
  return hands.map((told) => {
    const { hand, openings = [] } = told as { hand: number; openings?: Opening[] };
    const after = byHand.get(hand);
    if (!after) return told;
    const places = new Set(openings.map(({ position }) => position));
    const all = [...openings, ...after.openings.filter(({ position }) => !places.has(position))];
    return {
      ...told,
      shown_after: after,
      openings: all.sort((a, b) => a.position - b.position),
    };
  });
}
