import type { Game } from '../game.ts';
import { openPuzzles } from './assignment.ts';
import { bot } from './bot.ts';
import { type RelayAction, relayAction } from './messages.ts';
import { act, decayOnce, dueAt, leave, start, step } from './rules.ts';
import { standings } from './standings.ts';
import { plainRelay, type RelayState } from './state.ts';
import { emptySecret, type RelaySecret } from './table.ts';

/** Puzzles and points: a ring of players keeps itself alive by solving for the next one. */
export const relay: Game<RelayState, RelayAction, RelaySecret> = {
  name: 'relay',
  rules: 2,
  seats: { min: 3, max: 5 },
  action: relayAction,
  durability: 'journal',
  stepMs: 50,
  privateFields: ['puzzle'],
  plain: plainRelay,
  secret: emptySecret,
  start,
  act,
  step,
  dueAt,
  leave,
  over: ({ secret }) => secret.over,
  standings,
  bot,
  puzzles: openPuzzles,
  commands: { decay: decayOnce },
};
