/** What everybody begins with. */
export const START_STACK = 1500;

/** Game ms that a level lasts. */
export const LEVEL_MS = 60_000;

/** Game ms to act in, and beyond it once for the whole match. */
export const CLOCK_MS = 15_000;
export const BANK_MS = 30_000;

/** Game ms after which somebody acts who sits out. */
export const SITS_OUT_MS = 1_000;

/** So many time-outs in a row, and somebody sits out. */
export const TIME_OUTS = 2;

/** Game ms that players have to commit to their entropy, and then to open it. */
export const ENTROPY_MS = 2_500;

/** Game ms before each street of a run-out, after a hand that all but one folded, and after a showdown. */
export const RUN_OUT_MS = 1_500;
export const PAUSE_MS = 3_500;
export const SHOWDOWN_MS = 6_000;

interface Blinds {
  small: number;
  big: number;
}

const LEVELS = [10, 20, 30, 50, 75, 100, 150, 250, 400, 600, 1000, 1500];

/** Beyond this level blinds do not grow: those of more would be no whole numbers any more. */
const LAST_LEVEL = 64;

/** By rules before these they grew no further than to this level. */
const GROW_ON = 4;
const LAST_LEVEL_BEFORE = 24;

/**
 * Blinds of a level, from 1. After the last of those above they grow by half each time.
 * @param rules by which the match is played
 */
export function blindsOf(level: number, rules: number): Blinds {
  const last = rules < GROW_ON ? LAST_LEVEL_BEFORE : LAST_LEVEL;
  let small = LEVELS[Math.min(level, LEVELS.length) - 1] ?? 0;
  for (let at = LEVELS.length; at < Math.min(level, last); at++) small = Math.floor((small * 3) / 2);
  return { small, big: 2 * small };
}
