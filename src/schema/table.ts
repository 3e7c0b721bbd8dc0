import { t } from '@colyseus/schema';
import type { Phase } from '../games/game.ts';

/** What every game's player has, for everybody to see: spread it into `everybody` of its class. */
export const tablePlayerFields = {
  id: t.string().default(''),
  name: t.string().default(''),
  seat: t.uint8().default(0),
  bot: t.boolean().default(false),
  left: t.boolean().default(false),
  connected: t.boolean().default(false),
  grace: t.uint32().default(0),
  face: t.string(),
};

/**
 * What every game's table has, for everybody to see, but for `players`: each game maps its own. Their types are those
 * of the fewest bytes: a version begins small, a deadline is 0 or epoch ms.
 */
export const tableFields = {
  phase: t.string<Phase>().default('waiting'),
  version: t.number().default(0),
  deadline: t.number().default(0),
  spectators: t.uint16().default(0),
};
