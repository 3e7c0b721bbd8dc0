import type { FrozenMatch } from '../../../src/match/frozenMatch.ts';
import { Match } from '../../../src/match/match.ts';

/** The game goes on while nothing runs: a match that is brought back catches up with the wall clock. */
const { freeze } = Match.prototype;
const { thaw } = Match;

Match.prototype.freeze = function (): FrozenMatch {
  const frozen = freeze.call(this);
  return { ...frozen, minds: { ...frozen.minds, frozen: { at: Date.now() } } };
};
Match.thaw = function (this: typeof Match, game, maker, frozen, journal, events) {
  const match = thaw.call(this, game as never, maker as never, frozen, journal, events);
  // Two seconds at once are all that a match makes up for.
  for (let ms = Date.now() - Number(frozen.minds.frozen?.at); ms > 0; ms -= 2000)
    match.advance(Math.min(ms, 2000));
  return match;
} as typeof Match.thaw;
