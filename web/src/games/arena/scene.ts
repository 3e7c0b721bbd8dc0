import type { Spot } from '../../../../src/games/arena/shared/map.ts';
import type { Flying } from './Flights.ts';
import type { Body, Moment } from './moment.ts';
import type { Look } from './palette.ts';
import type { Sparks } from './Sparks.ts';

/** A body as it is drawn. */
export interface Actor {
  body: Body;
  look: Look;
  letter: string;
  mine: boolean;
  /** 0 to 1: white for a moment when hit, and how much of a blow is still felt. */
  flash: number;
  /** How it leans: its way in the last frames, mm a step. */
  lean: Spot;
  /** Radians by which eyes and weapon are turned: smooth. */
  aim: number;
  /** Places it dashed through, the oldest first. */
  ghosts: readonly Spot[];
  /** Health as the bar above it shows it: it follows. */
  bar: number;
  /** ms since it came in; for how it grows into the room. */
  since: number;
}

/** One picture of the arena: everything that `draw` needs, and nothing that it has to find out. */
export interface Scene {
  moment: Moment;
  /** What is in the middle. */
  at: Spot;
  /** All of the room is to be seen. */
  whole: boolean;
  /** px by which everything is shaken. */
  shake: Spot;
  actors: readonly Actor[];
  flying: readonly Flying[];
  sparks: Sparks;
  /** ms since the match began to be shown, for what pulses. */
  clock: number;
  /** 0 to 1: how red the edge is, and from where it came (radians). */
  pain: number;
  painFrom: number;
  /** The last half minute. */
  double: boolean;
  calm: boolean;
  /** The player at which one's aim was turned; null for nobody. */
  helped: string | null;
}
