import type { TableState } from '../src/games/game.ts';
import type { GameAction, MatchView } from './matchView.ts';

/** Names of fields that are known beside those of a named type. */
type Fields<T> = { [field in keyof T]: T[field] };

type PlayerIn<S extends TableState> = S['players'] extends { values(): IterableIterator<infer P> }
  ? Fields<P>
  : never;

/** A game's state as clients see it: its own fields with its own types, players by uuid. */
export type GameView<S extends TableState> = Omit<S, 'players'> & { players: Record<string, PlayerIn<S>> };

/** What is seen of a match of the game `G`, which is `typeof` of its rules; of any game without one. */
export type ViewOf<G> = G extends { plain: { state(): infer S extends TableState } }
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
