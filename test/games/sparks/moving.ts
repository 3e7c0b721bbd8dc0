import type { InputShape } from '../../../src/games/liveGame.ts';

/** What a player of sparks commands: where to, in 127ths of full speed, where to aim, and what is pressed. */
export interface SparksInput {
  mx: number;
  my: number;
  /** In 256ths of a turn. */
  aim: number;
  /** 1 fires. */
  buttons: number;
  /** The tick that the player sees. */
  view: number;
}

export const INPUT: InputShape<SparksInput> = {
  mx: [1, -127, 127],
  my: [1, -127, 127],
  aim: [1, 0, 255],
  buttons: [1, 0, 1],
  view: [2, 0, 65_535],
};

/** A body on the field, in mm. */
export interface Body {
  x: number;
  y: number;
}

export const FIELD = 10_000;
export const RADIUS = 300;
/** In one command. */
const SPEED = 186;

/** Moves a body by one command: the server does it, and a client that predicts does the same. */
export function move(body: Body, { mx, my }: Pick<SparksInput, 'mx' | 'my'>): void {
  body.x = within(body.x + Math.trunc((mx * SPEED) / 127));
  body.y = within(body.y + Math.trunc((my * SPEED) / 127));
}

function within(place: number): number {
  return Math.min(FIELD - RADIUS, Math.max(RADIUS, place));
}
