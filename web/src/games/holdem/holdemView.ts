import type { MatchView, PlayerView } from '../../../../client/matchView.ts';
import type { Street } from '../../../../src/games/holdem/state.ts';

/** No card here: not dealt, or not for the viewer. */
export const NO_CARD = 255;

export interface HoldemPlayerView extends PlayerView {
  stack: number;
  /** Chips in front of the player. */
  bet: number;
  folded: boolean;
  all_in: boolean;
  sitting_out: boolean;
  /** Ms to think in beyond the clock, for the whole match. */
  bank: number;
  /** Final place; 0 while playing. */
  rank: number;
  last_action: string;
  /** Cards that everybody was shown. */
  shown: number[];
  /** Both cards where the viewer may see them, else none. */
  hole: number[];
}

interface PotView {
  amount: number;
  seats: number[];
}

/** Hold'em's state as the table shows it. Players are in the order of their seats. */
export interface HoldemView {
  phase: MatchView['phase'];
  /** Server time at which the phase, or in it the turn, ends by itself, epoch ms; 0 for never. */
  deadline: number;
  spectators: number;
  hand: number;
  /** Game ms at which the hand began; null where matches of before do not say. */
  hand_at: number | null;
  level: number;
  /** Game ms from which the next hand is played at the next level. */
  level_ends_at: number;
  small_blind: number;
  big_blind: number;
  button: number;
  street: Street;
  board: number[];
  pots: PotView[];
  turn: number;
  turn_no: number;
  price: number;
  min_raise: number;
  max_raise: number;
  players: HoldemPlayerView[];
}

/** Reads hold'em's fields from a match's state; what is missing is 0, false or none. */
export function readHoldem(view: MatchView): HoldemView {
  return {
    phase: view.phase,
    deadline: number(view.deadline),
    spectators: number(view.spectators),
    hand: number(view.hand),
    hand_at: typeof view.hand_at === 'number' ? view.hand_at : null,
    level: number(view.level),
    level_ends_at: number(view.level_ends_at),
    small_blind: number(view.small_blind),
    big_blind: number(view.big_blind),
    button: number(view.button, -1),
    street: (typeof view.street === 'string' ? view.street : '') as Street,
    board: numbers(view.board),
    pots: list(view.pots).map((pot) => ({ amount: number(pot.amount), seats: numbers(pot.seats) })),
    turn: number(view.turn, -1),
    turn_no: number(view.turn_no),
    price: number(view.price),
    min_raise: number(view.min_raise),
    max_raise: number(view.max_raise),
    players: Object.values(view.players)
      .map(readPlayer)
      .sort((a, b) => a.seat - b.seat),
  };
}

function readPlayer(player: PlayerView): HoldemPlayerView {
  return {
    ...player,
    stack: number(player.stack),
    bet: number(player.bet),
    folded: player.folded === true,
    all_in: player.all_in === true,
    sitting_out: player.sitting_out === true,
    bank: number(player.bank),
    rank: number(player.rank),
    last_action: typeof player.last_action === 'string' ? player.last_action : '',
    shown: numbers(player.shown),
    hole: holeOf(player.hole),
  };
}

function holeOf(hole: unknown): number[] {
  if (typeof hole !== 'object' || hole === null) return [];
  const { a, b } = hole as Record<string, unknown>;
  const cards = [number(a, NO_CARD), number(b, NO_CARD)];
  return cards.includes(NO_CARD) ? [] : cards;
}

function number(value: unknown, otherwise = 0): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map((one) => number(one)) : [];
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

/** A hand is on, and not yet paid out. */
export function handIsOn({ phase, street }: HoldemView): boolean {
  return phase === 'playing' && street !== '' && street !== 'over';
}

/** Was dealt into this hand, and may still win it. */
export function isLive({ folded, rank, left, all_in }: HoldemPlayerView): boolean {
  // Who left while all in stays in the hand.
  return !folded && (rank === 0 || (left && all_in));
}

/** All chips that are in the middle or in front of somebody. */
export function potOf({ pots, players, street }: HoldemView): number {
  const before = pots.reduce((sum, { amount }) => sum + amount, 0);
  return street === 'over' ? before : players.reduce((sum, { bet }) => sum + bet, before);
}

/** These players clockwise, the one left of a seat first. */
export function clockwise<P extends { seat: number }>(players: readonly P[], from: number): P[] {
  return [...players.filter(({ seat }) => seat > from), ...players.filter(({ seat }) => seat <= from)];
}
