import type { Table } from '../game.ts';
import type { Positions } from './positions.ts';
import type { HoldemPlayer, HoldemState, Pot } from './state.ts';

/** What was done in a hand, for its record: seat, what, and the chips that it took. */
type HandAction = [seat: number, what: string, chips: number];

/** How a hand is paid out. */
interface PotResult {
  amount: number;
  seats: number[];
  winners: number[];
}

/** The hand that is on, or was played last: what is not in the state of it. */
interface HandBook {
  at: number;
  /** Seats in the order in which they were dealt a card. */
  dealt: number[];
  /** Stacks before the blinds, by seat. */
  stacks: Record<string, number>;
  /** Chips of earlier streets, by seat. */
  committed: Record<string, number>;
  /** Chips that lay in the main pot before the hand, as other structures have them. */
  dead: number;
  /** What the street costs: a short big blind leaves it at the full one. */
  price: number;
  /** The last full raise of this street; first the big blind. */
  full_raise: number;
  /** Seats that acted on this street. */
  acted: number[];
  /** Seat that bet or raised last on this street, -1 for none. */
  aggressor: number;
  /** Seats in the order in which they tabled their cards. */
  tabled: number[];
  returned: Record<string, number>;
  paid: Record<string, number>;
  /** Seat of who won as all others folded; none where there was a showdown, or nobody has won yet. */
  uncontested?: number;
  /** Chips that somebody who left took out of play, by seat. */
  forfeited: Record<string, number>;
  results: PotResult[];
  actions: HandAction[];
}

/** What no client sees beside the cards, which are derived. */
export interface HoldemSecret {
  positions: Positions | null;
  book: HandBook;
  /** Game ms at which the turn began, and at which something happens by itself; 0 for never. */
  turn_at: number;
  ends: number;
  /** Time-outs in a row, by player. */
  time_outs: Record<string, number>;
  over: boolean;
  /** Hash of the latest hand's record. Matches by the rules of before have none. */
  chain?: string;
}

export type HoldemTable = Table<HoldemState, HoldemSecret, { pot: Pot }>;

/** Where cards come from: all 52 of a hand, in the order in which they are dealt. */
export type Deck = (table: HoldemTable) => readonly number[];

export function emptySecret(): HoldemSecret {
  return { positions: null, book: emptyBook(), turn_at: 0, ends: 0, time_outs: {}, over: false };
}

/** The book of a hand that has not begun. */
export function emptyBook(): HandBook {
  const nobody = { stacks: {}, committed: {}, returned: {}, paid: {}, forfeited: {} };
  const nothing = { at: 0, dead: 0, price: 0, full_raise: 0, aggressor: -1 };
  return { ...nobody, ...nothing, dealt: [], acted: [], tabled: [], results: [], actions: [] };
}

export function bySeat(state: HoldemState): HoldemPlayer[] {
  return [...state.players.values()].sort((a, b) => a.seat - b.seat);
}

/** Who may still win this hand. */
export function live(state: HoldemState): HoldemPlayer[] {
  return bySeat(state).filter(({ folded }) => !folded);
}

/** Who is in the match and has chips. */
export function withChips(state: HoldemState): HoldemPlayer[] {
  return bySeat(state).filter(({ left, stack }) => !left && stack > 0);
}

/** These players clockwise, the one left of a seat first. */
export function clockwise(players: readonly HoldemPlayer[], from: number): HoldemPlayer[] {
  return [...players.filter(({ seat }) => seat > from), ...players.filter(({ seat }) => seat <= from)];
}

export function atSeat(state: HoldemState, seat: number): HoldemPlayer | undefined {
  return bySeat(state).find((player) => player.seat === seat);
}
