import type { Phase } from '../src/games/game.ts';

/** A player at a table as clients see it. A game adds its own fields. */
export interface PlayerView {
  id: string;
  name: string;
  seat: number;
  bot: boolean;
  left: boolean;
  connected: boolean;
  /** Milliseconds of grace left while disconnected. */
  grace: number;
  [field: string]: unknown;
}

/** The visible state of a match as plain JSON. A game adds its own fields. */
export interface MatchView {
  phase: Phase;
  version: number;
  /** Server time (epoch ms) at which the phase ends by itself, 0 for never. */
  deadline: number;
  spectators: number;
  /** By player uuid. */
  players: Record<string, PlayerView>;
  [field: string]: unknown;
}

/** Something that happened, to be shown. */
export interface AnimationEvent {
  kind: string;
  [detail: string]: unknown;
}

/** A game's action as it is sent, without its `request_id`. */
export interface GameAction {
  action: string;
  [field: string]: unknown;
}

/** What the server answered to an action that it took. */
export interface ActionReply {
  request_id: string;
  version: number;
  [field: string]: unknown;
}

export interface StandingView {
  /** The player's uuid. */
  id: string;
  rank: number;
  score: number;
}

export interface RatingChangeView {
  player: string;
  before: { mu: number; sigma: number; played: number };
  after: { mu: number; sigma: number; played: number };
}

/** How a match ended, once it is stored. */
export interface MatchResult {
  match_id: string;
  /** `abandoned`: nobody came back to it; `fell_through`: too few came, it never started. */
  outcome: 'finished' | 'abandoned' | 'fell_through';
  standings: StandingView[];
  rating_changes: RatingChangeView[];
  /** One sentence: why these players were put together. */
  why: string;
}

/**
 * Why a match connection is over: the match is; one forfeited or stopped watching; the same player opened the
 * match elsewhere; the client was closed; or the server would not let one in (`error` of the event says why).
 */
export type ClosedReason = 'over' | 'left' | 'opened_elsewhere' | 'closed' | 'refused';
