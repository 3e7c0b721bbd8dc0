import type { LiveShape } from '../../../../client/live/liveShape.ts';
import { INPUT } from '../../../../src/games/arena/shared/input.ts';
import { type Command, type Mover, move } from '../../../../src/games/arena/shared/move.ts';
import { COMMAND_STEPS, STEP_MS } from '../../../../src/games/arena/shared/numbers.ts';
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
  smooth: { x: null, y: null, aim: 4_096 },
  // A dash is 558 in a patch; commands that came late are made up for, a few at once.
  jump: 2_500,
  body({ x, y, hp }, known) {
    const out = hp === 0;
    // Who comes in begins anew.
    const dash = known === null || (known.out && !out) ? AT_REST : known;
    const { dash_wait, dash_x, dash_y } = dash;
    return { x, y, dash: out ? 0 : dash.dash, dash_wait, dash_x, dash_y, out };
  },
  command(body, input) {
    if (!body.out) move(body, input);
  },
};
