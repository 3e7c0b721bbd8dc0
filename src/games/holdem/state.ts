import type { List, TablePlayer, TableState } from '../game.ts';

/** `over`: between two hands. */
export type Street = '' | 'preflop' | 'flop' | 'turn' | 'river' | 'over';

/** Chips that some of the players may win. */
export interface Pot {
  amount: number;
  /** Seats that may win it. */
  seats: List<number>;
}

/** Two cards, 0 to 51 (`cards.ts`); 255 for none. */
export interface Hole {
  a: number;
  b: number;
}

export interface HoldemPlayer extends TablePlayer {
  stack: number;
  /** Chips in front of the player: what they bet on this street. */
  bet: number;
  /** Out of this hand, or not dealt in. */
  folded: boolean;
  all_in: boolean;
  /** Dealt in and posting, but acts by itself: checks, or folds. */
  sitting_out: boolean;
  /** Game ms to think in beyond the clock, for the whole match. */
  bank: number;
  /** Final place; 0 while playing. */
  rank: number;
  /** What the player did last on this street. */
  last_action: string;
  /** Cards that everybody was shown. */
  shown: List<number>;
  /**
   * What the player brings to the decks: nothing yet (''), what they committed to, its value, or `absent`. Matches by
   * the rules of before have none of what follows.
   */
  entropy?: string;
  /** What they committed to: it stays. */
  entropy_commitment?: string;
  /** For their player alone. Made once with the player, then changed in place. */
  readonly hole: Hole;
}

export interface HoldemState extends TableState<HoldemPlayer> {
  /** Number of the hand, from 1. */
  hand: number;
  /**
   * Game ms at which the hand began: what `level_ends_at` is measured against. Matches by the rules of before have
   * none.
   */
  hand_at?: number;
  level: number;
  /** Game ms from which the next hand is played at the next level. */
  level_ends_at: number;
  small_blind: number;
  big_blind: number;
  /** Seat; maybe one at which nobody plays any more. -1 before the first hand. */
  button: number;
  street: Street;
  board: List<number>;
  /** What earlier streets brought in, as it would be played for now. */
  pots: List<Pot>;
  /** Seat of who is to act, -1 for nobody. */
  turn: number;
  /** Number of the turn: an action that names another one is refused. */
  turn_no: number;
  /** Total of this street that who is to act must have bet to stay in. */
  price: number;
  /** Least and most that the player may raise to, as totals of this street; 0 when no raise is allowed. */
  min_raise: number;
  max_raise: number;
  /** What `entropy` may be sent now; '' for none. */
  entropy_open?: '' | 'commit' | 'value';
  /** What the match's secret is committed to, and at the end the secret. */
  match_commitment?: string;
  match_secret?: string;
  /** What the first hand follows: from its deal on. Matches by the rules of before have none. */
  start_hash?: string;
  /** What the hand's seed is committed to, or the first one's before it, and that of the next. */
  commitment?: string;
  next_commitment?: string;
  /** What binds the hand to the cards that are dealt. */
  deck_root?: string;
}
