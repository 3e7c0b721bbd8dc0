import type { Spot } from '../../../../../src/games/arena/shared/map.ts';

interface PadWish {
  /** Something of it is touched. */
  active: boolean;
  move: Spot;
  aim: Spot;
  fires: boolean;
  dashes: boolean;
}

const DEAD = 0.18;
const TRIGGERS = [7, 5];
const DASHES = [0, 4, 6];

/** What the first gamepad says; undefined where none is. */
export function padWish(): PadWish | undefined {
  const pad = globalThis.navigator?.getGamepads?.().find((one) => one?.connected);
  if (!pad) return undefined;
  const stick = (x: number, y: number): Spot => {
    const at = { x: pad.axes[x] ?? 0, y: pad.axes[y] ?? 0 };
    return Math.hypot(at.x, at.y) < DEAD ? { x: 0, y: 0 } : at;
  };
  const pressed = (buttons: readonly number[]) => buttons.some((i) => pad.buttons[i]?.pressed);
  const [move, aim] = [stick(0, 1), stick(2, 3)];
  const fires = pressed(TRIGGERS) || Math.hypot(aim.x, aim.y) > 0.75;
  const dashes = pressed(DASHES);
  const active = fires || dashes || Math.hypot(move.x, move.y) > 0 || Math.hypot(aim.x, aim.y) > 0;
  return { active, move, aim, fires, dashes };
}
