import { hexOf } from '../../lib/hex.ts';
import type { Table } from '../game.ts';
import {
  dealtCards,
  deckFrom,
  deckKey,
  deckRoot,
  handCommitment,
  leafOf,
  matchCommitment,
  type Opening,
  openingsOf,
  seedOf,
} from './fairness.ts';
import type { HoldemState } from './state.ts';
import { bySeat, type HoldemTable } from './table.ts';

/** From this version of the rules on players bring entropy, and what is dealt is committed to. */
const FAIR = 2;

/** From this version of the rules on it is told when a hand began, and no record can be cut short unseen. */
const COMPLETE = 3;

/** From this version of the rules on the chain of hands begins with what everybody committed to. */
const CHAINED_FROM_COMMITMENTS = 4;

/** What a player has as entropy who brought none, or did not open what they committed to. */
export const ABSENT = 'absent';

/** Whether a match is dealt so that its players can verify it. */
export const isFair = ({ rules }: Pick<HoldemTable, 'rules'>): boolean => rules >= FAIR;

/** Whether a match tells all of its hands: when each began, what was shown after it, and how many there are. */
export const isComplete = ({ rules }: Pick<HoldemTable, 'rules'>): boolean => rules >= COMPLETE;

/** Whether the chain of a match's hands begins with what its players committed to. */
export const bindsCommitments = ({ rules }: Pick<HoldemTable, 'rules'>): boolean =>
  rules >= CHAINED_FROM_COMMITMENTS;

/** The secret from which all decks of a match come. */
export function matchSecret(table: Pick<HoldemTable, 'derive'>): Uint8Array {
  return table.derive('match secret');
}

/** Tells what the match's secret is committed to. */
export function commitMatch(table: Pick<Table<HoldemState>, 'id' | 'state' | 'derive'>): void {
  table.state.match_commitment = matchCommitment(table.id, matchSecret(table));
}

/** The match is over: everybody may verify it. */
export function revealMatch(table: HoldemTable): void {
  if (isFair(table)) table.state.match_secret = hexOf(matchSecret(table));
}

/** Tells what a hand's deck comes from is committed to. */
export function commitmentOf(table: HoldemTable, hand: number): string {
  return handCommitment(table.id, hand, seedOf(matchSecret(table), hand));
}

/** A player, or one as JSON, by what they brought. */
interface Bringer {
  id: string;
  seat: number;
  entropy?: string | undefined;
  entropy_commitment?: string | undefined;
}

/** The value that a player brought; null for who brought none. */
export function broughtBy({ entropy = '', entropy_commitment }: Bringer): string | null {
  return entropy === '' || entropy === ABSENT || entropy === entropy_commitment ? null : entropy;
}

/** What is told of a player to verify a match: what they committed to, and what they brought. */
export function bringing(player: Bringer) {
  const { id, seat, entropy_commitment: commitment = null } = player;
  return { id, seat, commitment, value: broughtBy(player) };
}

/** What each seat brought to the decks of a match. */
export function entropyOf(state: HoldemState): string {
  return bySeat(state)
    .map((player) => `${player.seat}:${broughtBy(player) ?? '-'}`)
    .join();
}

function keyOf(table: HoldemTable, hand: number): Uint8Array {
  return deckKey(seedOf(matchSecret(table), hand), table.id, hand, entropyOf(table.state));
}

/** The deck of the hand that is on. */
export function deckOf(table: HoldemTable): number[] {
  return deckFrom(keyOf(table, table.state.hand));
}

/** Opens the cards of a seat in the hand that is on, or has just ended. */
export function openHole(table: HoldemTable, deck: readonly number[], seat: number): Opening[] {
  const { dealt } = table.secret.book;
  const at = dealt.indexOf(seat);
  const openings = openingsOf(keyOf(table, table.state.hand), deck, dealtCards(dealt.length));
  return openings.filter(({ position }) => position === at || position === at + dealt.length);
}

/** Binds the hand that is on to its cards, and tells what the next one is committed to. */
export function commitHand(table: HoldemTable, deck: readonly number[]): void {
  if (!isFair(table)) return;
  const { state, secret } = table;
  const openings = openingsOf(keyOf(table, state.hand), deck, dealtCards(secret.book.dealt.length));
  state.commitment = commitmentOf(table, state.hand);
  state.next_commitment = commitmentOf(table, state.hand + 1);
  state.deck_root = deckRoot(openings.map(leafOf));
}
