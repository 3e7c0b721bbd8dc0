/*
 * What runs down is shown in tenths of a second: nothing is written in the steps between. A step is 0.15 of one.
 */

/** Tenths of a second in so many steps, at least 1 in any. */
export function tenthsIn(steps: number): number {
  return steps <= 0 ? 0 : Math.floor(steps * 0.15 + 0.999);
}

/** The most steps of which so many tenths are shown. */
export function mostStepsIn(tenths: number): number {
  return tenths <= 0 ? 0 : Math.floor((tenths + 0.0005) / 0.15);
}
