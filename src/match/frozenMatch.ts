import type { BotMind } from '../games/game.ts';
import type { RandomState } from '../lib/random.ts';
import type { MatchSetup } from './journal.ts';
import type { RepliesState } from './replies.ts';

/**
 * A match's state as plain JSON data, to be thawed anywhere with the journal; `seq` says how much of that is in here.
 * What the journal gives again by itself is not: it would grow as long as the match goes on.
 */
export interface FrozenMatch {
  setup: MatchSetup;
  now: number;
  seq: number;
  random: RandomState;
  botRandom: RandomState;
  state: unknown;
  secret: unknown;
  minds: Record<string, BotMind['notes']>;
  /** Only in format 1, whose journal does not have them. */
  replies?: RepliesState;
}
