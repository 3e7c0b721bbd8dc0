import type { GameView, Table, TableState } from '../src/games/game.ts';
import type { GameAction, MatchView } from './matchView.ts';

/** What is seen of a match of the game `G`, which is `typeof` of its rules; of any game without one. */
export type ViewOf<G> = G extends { over(table: Table<infer S, never, never>): boolean }
  ? GameView<S>
  : MatchView;

/** What may be done in a match of the game `G`; anything with an `action` without one. */
export type ActionOf<G> = G extends { act(table: never, player: string, action: infer A): unknown }
  ? A
  : GameAction;

/**
 * The state of a match with the types of its game; null until it is known. Private fields of others are absent.
 * It takes the caller's word for which game it is: compare `match.game` where that may differ.
 */
export function viewOf<S extends TableState>(match: {
  readonly state: MatchView | null;
}): GameView<S> | null {
  return match.state as GameView<S> | null;
}
