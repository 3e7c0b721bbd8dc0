import type { GameEvent, TablePlayer, TableState } from '../src/games/game.ts';
import type { ActionReply } from '../src/protocol/action.ts';
import type { ResultMessage } from '../src/protocol/result.ts';

/** A player at a table as clients see it. A game adds its own fields. */
export interface PlayerView extends TablePlayer {
  [field: string]: unknown;
}

/** The visible state of a match as plain JSON. A game adds its own fields. */
export interface MatchView extends Omit<TableState, 'players'> {
  /** By player uuid. */
  players: Record<string, PlayerView>;
  [field: string]: unknown;
}

/** Something that happened, to be shown. */
export type AnimationEvent = GameEvent;

/** A game's action as it is sent, without its `request_id`. */
export interface GameAction {
  action: string;
  [field: string]: unknown;
}

/** What the server answered to an action that it took. */
export type { ActionReply };

/** How a match ended, once it is stored. */
export type MatchResult = ResultMessage;

/**
 * Why a match connection is over: the match is; one forfeited or stopped watching; the same player opened the
 * match elsewhere; the client was closed; or the server would not let one in (`error` of the event says why).
 */
export type ClosedReason = 'over' | 'left' | 'opened_elsewhere' | 'closed' | 'refused';
