import type { Game } from '../game.ts';
import { openPuzzles } from './assignment.ts';
import { bot } from './bot.ts';
import { type RelayAction, relayAction } from './messages.ts';
import { relayRoutes } from './routes.ts';
import { act, decayOnce, dueAt, leave, start, step } from './rules.ts';
import { standings } from './standings.ts';
import type { RelayState } from './state.ts';
import { emptySecret, type RelaySecret } from './table.ts';

/** Puzzles and points: a ring of players keeps itself alive by solving for the next one. */
export const relay: Game<RelayState, RelayAction, RelaySecret> = {
  name: 'relay',
  title: 'Relay',
  about: 'Solve quick puzzles to keep your neighbour’s lamp lit. Pass on the most light to win.',
  rules: 2,
  seats: { min: 3, max: 5 },
  action: relayAction,
  durability: 'journal',
  stepMs: 50,
  secret: emptySecret,
  start,
  act,
  step,
  dueAt,
  deadline: ({ state }) => state.ends_at,
  leave,
  over: ({ secret }) => secret.over,
  standings,
  bot,
  records: openPuzzles,
  routes: relayRoutes,
  commands: { decay: decayOnce },
};
