import { LAG_SLACK, MAX_LAG } from './shared/numbers.ts';
import type { Fighter } from './state.ts';

/** A view that was never told: as old as one over a middling network. */
export const COMMON_LAG = 8 * 16;

/** So old a view counts at most for what is common: one that stalled for a second moves nothing for long. */
const MOST = 32;

/**
 * Takes note of the tick that a player's screen shows. It is never ahead, and never goes back.
 * @param view its low 16 bits
 */
export function noteView(fighter: Fighter, tick: number, view: number): void {
  const behind = (tick - view) & 0xffff;
  const seen = behind >= 0x8000 ? tick : tick - behind;
  fighter.view = Math.max(fighter.view, seen);
  const lag = Math.min(MOST, tick - fighter.view) * 16;
  // A running median: up for what is above it, down for what is below.
  if (lag > fighter.lag) fighter.lag += Math.min(2, lag - fighter.lag);
  else if (lag < fighter.lag) fighter.lag -= Math.min(2, fighter.lag - lag);
}

/** By how many steps a shot of this player is set back: what they saw, within bounds, and never for one shot alone. */
export function lagOf(fighter: Fighter, tick: number): number {
  const common = Math.floor(fighter.lag / 16) + LAG_SLACK;
  return Math.max(0, Math.min(tick - fighter.view, MAX_LAG, common));
}
