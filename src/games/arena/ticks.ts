import { STEP_MS } from './shared/numbers.ts';
import { tenthsIn } from './shared/tenths.ts';
import type { ArenaTable } from './state.ts';

/** Steps since the match began. */
export function tickOf({ now }: ArenaTable): number {
  return Math.floor(now / STEP_MS);
}

/**
 * The last step that is finished, which is the newest that a screen can show. Commands go by it: they are taken before
 * the step that is under way, on a server as in a page.
 */
export function lastTick(table: ArenaTable): number {
  const tick = tickOf(table);
  return tick - ((tick - table.state.tick) & 0xffff);
}

/** Tenths of a second from one tick to a later one, at least 1 while there is time left. */
export function tenthsTo(from: number, to: number): number {
  return tenthsIn(to - from);
}

/** Whole seconds from one tick to a later one, at least 1 while there is time left. */
export function secondsTo(from: number, to: number): number {
  return to <= from ? 0 : Math.floor((to - from) * 0.015 + 0.999);
}
