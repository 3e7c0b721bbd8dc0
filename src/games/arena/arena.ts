import { liveGame } from '../liveGame.ts';
import { bot } from './bot/bot.ts';
import { command } from './command.ts';
import { COLOURS, leave, restored, start, step } from './rules.ts';
import { INPUT } from './shared/input.ts';
import type { Command } from './shared/move.ts';
import { COMMAND_STEPS, MATCH_STEPS, STEP_MS } from './shared/numbers.ts';
import { standings } from './standings.ts';
import { type ArenaSecret, type ArenaState, emptySecret } from './state.ts';

/** Everybody against everybody, for three minutes. */
export const arena = liveGame<ArenaState, Command, ArenaSecret>({
  name: 'arena',
  title: 'Arena',
  about: 'Everybody against everybody for three minutes: dodge, shoot, and take the core.',
  seats: { min: 3, max: 5 },
  queue: 'near',
  durability: 'inputs',
  stepMs: STEP_MS,
  grace: 'match',
  secret: emptySecret,
  input: INPUT,
  commandSteps: COMMAND_STEPS,
  patchSteps: 2,
  maxCredit: 8,
  view: 'view',
  start,
  command,
  step,
  leave,
  restored,
  place: ({ x, y, color }) => ({ x, y, colors: COLOURS[color] ?? '' }),
  deadline: () => MATCH_STEPS * STEP_MS,
  over: ({ secret }) => secret.over,
  standings,
  bot,
});
