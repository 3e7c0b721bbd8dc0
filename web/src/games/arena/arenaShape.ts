import type { LiveShape } from '../../../../client/live/liveShape.ts';
import { DASHING } from '../../../../src/games/arena/shared/flags.ts';
import { INPUT } from '../../../../src/games/arena/shared/input.ts';
import { type Command, type Mover, move } from '../../../../src/games/arena/shared/move.ts';
import { COMMAND_STEPS, STEP_MS } from '../../../../src/games/arena/shared/numbers.ts';
import { mostStepsIn, tenthsIn } from '../../../../src/games/arena/shared/tenths.ts';
import type { ArenaState } from '../../../../src/games/arena/state.ts';

/** One's own body, as far as commands move it. */
export interface OwnBody extends Mover {
  /** Out of the fight: commands move nobody then. */
  out: boolean;
}

const AT_REST = { dash: 0, dash_wait: 0, dash_x: 0, dash_y: 0 };

/** What a page must know of the arena to play it on a server. */
export const arenaShape: LiveShape<ArenaState, Command, OwnBody> = {
  stepMs: STEP_MS,
  commandSteps: COMMAND_STEPS,
  patchSteps: 2,
  input: INPUT,
  view: 'view',
  smooth: { x: null, y: null, aim: 4_096 },
  // A dash is 558 in a patch; commands that came late are made up for, a few at once.
  jump: 2_500,
  body({ x, y, hp, flags, dash_due }, known) {
    const out = hp === 0;
    const { dash, dash_wait, dash_x, dash_y } = known ?? AT_REST;
    return {
      ...{ x, y, out, dash_x, dash_y },
      dash: (flags & DASHING) !== 0 ? dash : 0,
      // To the step as it was foretold, unless that cannot be: after a drop, or in another tab.
      dash_wait: tenthsIn(dash_wait) === dash_due ? dash_wait : mostStepsIn(dash_due),
    };
  },
  command(body, input) {
    if (!body.out) move(body, input);
  },
};
