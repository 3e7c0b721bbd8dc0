import { type FrozenMatch, Match } from '../../../src/match/match.ts';

/** The game goes on while nothing runs: a match that is brought back catches up with the wall clock. */
const { freeze, redo } = Match.prototype;
const { thaw } = Match;
/** Epoch ms. */
const frozenAt = new WeakMap<object, number>();

Match.prototype.freeze = function (): FrozenMatch {
  const frozen = freeze.call(this);
  return { ...frozen, minds: { ...frozen.minds, frozen: { at: Date.now() } } };
};
Match.thaw = function (this: typeof Match, game, maker, frozen, events) {
  const match = thaw.call(this, game as never, maker as never, frozen, events);
  frozenAt.set(match, Number(frozen.minds.frozen?.at));
  return match;
} as typeof Match.thaw;
Match.prototype.redo = function (journal): void {
  redo.call(this, journal);
  const since = frozenAt.get(this);
  if (since) this.runTo(this.now + Date.now() - since);
};
