import { arena } from '../../../src/games/arena/arena.ts';
import { angleOf } from '../../../src/games/arena/shared/angles.ts';
import { MATCH_STEPS, STEP_MS } from '../../../src/games/arena/shared/numbers.ts';
import type { ArenaPlayer, ArenaState } from '../../../src/games/arena/state.ts';
import type { Random } from '../../../src/lib/random.ts';
import { arenaMaker } from '../../../src/schema/arena.ts';
import { hosted } from '../../../src/table/hosting.ts';
import type { DrilledGame } from './DrilledGame.ts';

const stateOf = (view: unknown) => view as ArenaState;
const playerOf = (player: unknown) => player as ArenaPlayer;
const FULL = 127;
/** A screen is so many steps behind. */
const BEHIND = 6;

export const drilledArena: DrilledGame = {
  hosted: hosted(arena, arenaMaker),
  lasts: (MATCH_STEPS * STEP_MS) / 1000,
  elapsed: (view) => stateOf(view).tick * STEP_MS,
  isOut: () => false,
  next: () => null,
  award: () => null,
  held: (player) => playerOf(player).score,
  command: (view, own, random) => command(stateOf(view), playerOf(own), random),
  *growing(view) {
    for (const { id, score, kills, deaths } of stateOf(view).players.values()) {
      yield [`score of ${id}`, score];
      yield [`kills of ${id}`, kills];
      yield [`deaths of ${id}`, deaths];
    }
  },
};

/** Runs towards the nearest, a little to the side, and shoots at them. */
function command({ players, tick }: ArenaState, me: ArenaPlayer, random: Random): Record<string, number> {
  const others = [...players.values()].filter(({ id, hp }) => id !== me.id && hp > 0);
  const apart = ({ x, y }: ArenaPlayer) => Math.hypot(x - me.x, y - me.y);
  const nearest = others.toSorted((a, b) => apart(a) - apart(b))[0];
  const to = nearest ?? { x: 16_000, y: 10_000 };
  const [x, y] = [to.x - me.x, to.y - me.y];
  const far = Math.max(1, Math.hypot(x, y));
  const side = Math.floor(tick / 50) % 2 === 0 ? 0.7 : -0.7;
  return {
    mx: Math.round(((x - side * y) / far) * FULL * 0.8),
    my: Math.round(((y + side * x) / far) * FULL * 0.8),
    aim: (angleOf(x, y) + random.int(-60, 60) + 4096) % 4096,
    buttons: nearest ? 1 : 0,
    view: (tick - BEHIND) & 0xffff,
  };
}
