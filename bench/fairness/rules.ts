import { MAX_LAG, STEP_MS } from '../../src/games/arena/shared/numbers.ts';

/** A way to make up for how late everybody sees everybody. */
export interface LagRule {
  name: string;
  /** ms by which screens show the others later than they could, to show them smoothly. */
  buffer: number;
  /** Steps that a shot is set back at most. */
  most: number;
  /** A bullet flies among those of its shooter's past until it is spent; otherwise only until it has caught up. */
  rewound?: boolean;
}

/** The game's own rule, and what else one could do. */
export const OURS: LagRule = { name: `catch-up, ${MAX_LAG} steps`, buffer: 60, most: MAX_LAG };

export const LAG_RULES: readonly LagRule[] = [
  { name: 'none', buffer: 60, most: 0 },
  { name: 'full rewind', buffer: 90, most: 40, rewound: true },
  { name: 'catch-up, 13 steps', buffer: 60, most: 13 },
  OURS,
];

/** Whole steps in so many ms. */
export function stepsIn(ms: number): number {
  return Math.round(ms / STEP_MS);
}
