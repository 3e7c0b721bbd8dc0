import type { Children, Game, StateMaker, TableState } from '../games/game.ts';
import type { JournalEntry, MatchSetup } from './journal.ts';
import { Match } from './match.ts';

/**
 * Plays a match again from what it was made from and what was done to it, up to a game time (ms). The state is
 * the one that was, byte for byte (see `canonical`).
 * @throws when the journal cannot have come from this setup
 */
export function replay<
  S extends TableState,
  A extends { action: string },
  X,
  C extends Record<keyof C, object> = Children,
>(
  game: Game<S, A, X, C>,
  maker: StateMaker<S>,
  setup: MatchSetup,
  journal: readonly JournalEntry[],
  until: number,
): Match<S, A, X, C> {
  const match = Match.start(game, maker.plain, setup);
  match.redo(journal);
  match.runTo(until);
  return match;
}
