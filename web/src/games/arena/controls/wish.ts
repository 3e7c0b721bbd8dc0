import { DASH, FIRE, FULL } from '../../../../../src/games/arena/shared/move.ts';

/** What a player wants, as the room has it. */
export interface Wish {
  /** The way to go, at most 1 long. */
  x: number;
  y: number;
  /** 1/4096 of a turn. */
  aim: number;
  fire: boolean;
  dash: boolean;
}

export const NOTHING: Wish = { x: 0, y: 0, aim: 0, fire: false, dash: false };

/** A wish as a command says it. */
export function commandOf({ x, y, aim, fire, dash }: Wish): {
  mx: number;
  my: number;
  aim: number;
  buttons: number;
} {
  const long = Math.max(1, Math.hypot(x, y));
  return {
    mx: Math.round((x / long) * FULL),
    my: Math.round((y / long) * FULL),
    aim: aim & 4_095,
    buttons: (fire ? FIRE : 0) | (dash ? DASH : 0),
  };
}

/** Radians as 1/4096 of a turn. */
export function unitsOf(radians: number): number {
  return Math.round((radians * 2_048) / Math.PI) & 4_095;
}
