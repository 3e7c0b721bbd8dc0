import type { TableState } from '../src/games/game.ts';
import type { MatchView } from './matchView.ts';

type PlayerIn<S extends TableState> = S['players'] extends { values(): IterableIterator<infer P> }
  ? P
  : never;

/** A game's state as clients see it: its own fields with its own types, players by uuid. */
export type GameView<S extends TableState> = Omit<S, 'players'> & { players: Record<string, PlayerIn<S>> };

/**
 * The state of a match with the types of its game; null until it is known. Private fields of others are absent.
 * It takes the caller's word for which game it is: compare `match.game` where that may differ.
 */
export function viewOf<S extends TableState>(match: {
  readonly state: MatchView | null;
}): GameView<S> | null {
  return match.state as GameView<S> | null;
}
