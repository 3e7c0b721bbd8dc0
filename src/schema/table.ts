import { t } from '@colyseus/schema';
import type { Phase } from '../games/game.ts';

/** Synchronised fields that every game's player has: spread them into its schema. */
export const tablePlayerFields = {
  id: t.string().default(''),
  name: t.string().default(''),
  seat: t.uint8().default(0),
  bot: t.boolean().default(false),
  left: t.boolean().default(false),
  connected: t.boolean().default(false),
  grace: t.uint32().default(0),
};

/** Synchronised fields that every game's table has, but for `players`: each game maps its own. */
export const tableFields = {
  phase: t.string<Phase>().default('waiting'),
  version: t.uint32().default(0),
  deadline: t.number().default(0),
  spectators: t.uint16().default(0),
};
