import type { GameRecord } from '../game.ts';
import { written } from './cards.ts';
import { bindsCommitments, bringing, isComplete, isFair, openHole } from './decks.ts';
import { CHAIN_FORMAT, chainStart, FAIRNESS, type Opening, recordHash } from './fairness.ts';
import type { HoldemPlayer } from './state.ts';
import { bySeat, type HoldemTable } from './table.ts';

/** A hand as it is kept: what everybody could see of it. Players by uuid, cards as text. */
export function handRecord(table: HoldemTable): GameRecord {
  const {
    state,
    secret: { book },
  } = table;
  const players = bySeat(state).filter(({ seat }) => book.dealt.includes(seat));
  const of = (chips: Readonly<Record<string, number>>) => ({ ...chips });
  const data = {
    hand: state.hand,
    level: state.level,
    blinds: [state.small_blind, state.big_blind],
    button: state.button,
    players: players.map(({ id, seat }) => ({ id, seat, stack: book.stacks[seat] ?? 0 })),
    actions: [...book.actions],
    board: written(state.board),
    shown: book.tabled.map((seat) => ({
      seat,
      cards: written(players.find((player) => player.seat === seat)?.shown ?? []),
    })),
    returned: of(book.returned),
    pots: book.results.map((pot) => ({ ...pot })),
    paid: of(book.paid),
  };
  return {
    kind: 'hand',
    player: '',
    at: book.at,
    data: isFair(table) ? chained(table, { ...data, at: book.at, dealt: [...book.dealt] }) : data,
  };
}

/** Binds a hand to what was told of its cards, and to the hand before it. */
function chained(table: HoldemTable, hand: object) {
  const { id, state, secret } = table;
  const { commitment, deck_root } = state;
  const data = { ...hand, commitment, deck_root, previous: secret.chain || startOfChain(table) };
  return { ...data, hash: recordHash(id, data) };
}

/** What the first hand follows. */
export function startOfChain(table: HoldemTable): string {
  const { id, state } = table;
  const { match_commitment = '' } = state;
  if (!bindsCommitments(table)) return match_commitment;
  const players = bySeat(state).map((player) => {
    const { value: _, ...committed } = bringing(player);
    return committed;
  });
  return chainStart(id, match_commitment, players);
}

/** Keeps the hand that is over. */
export function recordHand(table: HoldemTable): void {
  const record = handRecord(table);
  table.record(record);
  if (isFair(table)) table.secret.chain = (record.data as { hash: string }).hash;
}

/** Cards that the winner of a hand showed after it: of it by its number, in the chain behind its record. */
export interface ShownAfter {
  hand: number;
  seat: number;
  cards: string;
  openings: Opening[];
  previous: string;
  hash: string;
}

/** Keeps what a player showed of the hand that is over. */
export function recordShown(table: HoldemTable, deck: readonly number[], player: HoldemPlayer): void {
  if (!isComplete(table)) return;
  const { id, state, secret } = table;
  const { seat, shown } = player;
  const data = {
    ...{ hand: state.hand, seat, cards: written(shown) },
    ...{ openings: openHole(table, deck, seat), previous: secret.chain ?? '' },
  };
  const after: ShownAfter = { ...data, hash: recordHash(id, data) };
  secret.chain = after.hash;
  table.record({ kind: 'shown', player: '', at: secret.book.at, data: after });
}

/**
 * What it takes to verify all hands of a match, once it is over.
 * @param open the hand in which it ends, if it ends in one
 */
export function fairnessRecord(table: HoldemTable, match_secret: string, open?: GameRecord): GameRecord {
  const { state } = table;
  const players = bySeat(state).map(bringing);
  const { match_commitment } = state;
  const start = bindsCommitments(table) ? { format: CHAIN_FORMAT, start_hash: startOfChain(table) } : {};
  const data = { version: FAIRNESS, ...start, match_commitment, match_secret, players };
  const all = isComplete(table) ? { ...data, ...endOfChain(table, open) } : data;
  return { kind: 'fairness', player: '', at: 0, data: all };
}

/** How many hands there are, and what the last record is: none can be cut off unseen. */
function endOfChain(table: HoldemTable, open: GameRecord | undefined) {
  const { state, secret } = table;
  const { hash = secret.chain || startOfChain(table) } = (open?.data ?? {}) as { hash?: string };
  return { hand_count: state.hand, last_hash: hash };
}
