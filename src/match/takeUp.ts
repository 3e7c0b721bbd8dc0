import type { Action, Children, Game, Kinds, StateMaker, TableState } from '../games/game.ts';
import type { FrozenMatch } from './frozenMatch.ts';
import type { JournalEntry } from './journal.ts';
import { Match, type MatchEvents } from './match.ts';

/**
 * As `Match.thaw`, of a match whose owner is gone: goes on, without bots, to where somebody may have seen it. What time
 * would decide before that nobody saw, or the journal had it: it stops a step before, so that who comes back can
 * still play. A live game knows from its journal what was decided; its rules are told that it goes on.
 * @param clock game ms to which somebody may have seen it
 */
export function takeUp<S extends TableState, A extends Action, X, C extends Kinds<C> = Children>(
  game: Game<S, A, X, C>,
  maker: StateMaker<S>,
  frozen: FrozenMatch,
  journal: readonly JournalEntry[],
  clock: number,
  events: MatchEvents = {},
): Match<S, A, X, C> {
  const thaw = () => Match.thaw(game, maker, frozen, journal, events);
  const at = clock - (clock % game.stepMs); // whole steps: nobody saw a part of one
  const match = thaw();
  if (match.commands) {
    match.runTo(at);
    if (!match.over) match.restored();
    return match;
  }
  const decidedAt = match.firstDecision(at);
  if (decidedAt === null) return match;
  const again = thaw(); // as it was before that
  again.runTo(decidedAt - game.stepMs);
  return again;
}
