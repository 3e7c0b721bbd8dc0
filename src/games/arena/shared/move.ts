import { cos, ONE, sin } from './angles.ts';
import { BOXES } from './map.ts';
import {
  COMMAND_STEPS,
  DASH_EVERY,
  DASH_STEPS,
  DASH_TIMES,
  HEIGHT,
  RADIUS,
  SPEED,
  WIDTH,
} from './numbers.ts';

/** Buttons of a command, as bits. */
export const FIRE = 1;
export const DASH = 2;

/** The longest move that a command can ask for. */
export const FULL = 127;

/** What a player wants for two steps. */
export interface Command {
  /** Where to, -127 to 127 each; together at most 127 long. */
  mx: number;
  my: number;
  /** Where the player looks. */
  aim: number;
  /** `FIRE` and `DASH`. */
  buttons: number;
  /** The tick that the player's screen showed, by its low 16 bits. */
  view: number;
}

/** What of a player moves. */
export interface Mover {
  x: number;
  y: number;
  /** Steps of a dash that are left, and until the next may begin. */
  dash: number;
  dash_wait: number;
  /** How far it goes in a step. */
  dash_x: number;
  dash_y: number;
}

/** Moves by one command. The page that foretells it and the server that decides run these same lines. */
export function move(mover: Mover, command: Command): void {
  const { mx, my } = bounded(command);
  if (command.buttons & DASH && mover.dash_wait === 0) beginDash(mover, mx, my, command.aim);
  const [x, y] = [Math.round((SPEED * mx) / FULL), Math.round((SPEED * my) / FULL)];
  for (let step = 0; step < COMMAND_STEPS; step++) {
    if (mover.dash > 0) {
      slide(mover, mover.dash_x, mover.dash_y);
      mover.dash -= 1;
    } else slide(mover, x, y);
    if (mover.dash_wait > 0) mover.dash_wait -= 1;
  }
}

/** The same way, no longer than a move may be. */
function bounded({ mx, my }: { mx: number; my: number }): { mx: number; my: number } {
  const length = Math.sqrt(mx * mx + my * my);
  if (length <= FULL) return { mx, my };
  return { mx: (mx * FULL) / length, my: (my * FULL) / length };
}

/** Where one goes, at full speed; who stands dashes where they look. */
function beginDash(mover: Mover, mx: number, my: number, aim: number): void {
  const length = Math.sqrt(mx * mx + my * my);
  const [x, y] = length === 0 ? [cos(aim) / ONE, sin(aim) / ONE] : [mx / length, my / length];
  mover.dash_x = Math.round(SPEED * DASH_TIMES * x);
  mover.dash_y = Math.round(SPEED * DASH_TIMES * y);
  mover.dash = DASH_STEPS;
  mover.dash_wait = DASH_EVERY;
}

/** One axis after the other: a player who runs into a wall at an angle goes along it. */
function slide(mover: Mover, x: number, y: number): void {
  mover.x = stopped(mover.x + x, mover.y, x, 'x');
  mover.y = stopped(mover.y + y, mover.x, y, 'y');
}

/** How far one gets along an axis: to `to`, or to the wall before it. */
function stopped(to: number, other: number, by: number, axis: 'x' | 'y'): number {
  const length = axis === 'x' ? WIDTH : HEIGHT;
  let at = Math.max(RADIUS, Math.min(length - RADIUS, to));
  for (const { left, top, right, bottom } of BOXES) {
    const [from, until, low, high] = axis === 'x' ? [left, right, top, bottom] : [top, bottom, left, right];
    if (other <= low - RADIUS || other >= high + RADIUS) continue;
    if (at <= from - RADIUS || at >= until + RADIUS) continue;
    at = by > 0 ? from - RADIUS : until + RADIUS;
  }
  return at;
}
