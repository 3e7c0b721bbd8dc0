import type { Reaction } from '../../../src/protocol/reactions.ts';

/** What each says. */
export const REACTION_WORDS: Record<Reaction, string> = {
  bravo: 'Bravo!',
  ha: 'Ha!',
  wow: 'Wow!',
  ouch: 'Ouch!',
  thanks: 'Thanks!',
  luck: 'Good luck!',
};
