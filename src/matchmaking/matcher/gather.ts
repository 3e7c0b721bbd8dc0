import type { Crowd } from './crowd.ts';
import { type Seating, seat } from './seating.ts';
import { compatible, worth } from './table.ts';

/**
 * Tables for those still left over whom regions, blocks and recent opponents keep from their neighbours: oldest first,
 * each with the nearest who suit everybody taken before. Bounded as `improve` is.
 */
export function gatherLeftovers(crowd: Crowd, seating: Seating): void {
  let steps = crowd.policy.search.steps;
  for (const anchor of crowd.byRank) {
    if (seating.tableOf[anchor]! >= 0 || crowd.impossible[anchor] === 1) continue;
    if (steps-- <= 0) return;
    const units = nearestSuited(crowd, seating, anchor, false);
    let best = 0;
    let length = 0;
    for (let k = 1; k <= units.length; k++) {
      const value = worth(crowd, units, k);
      if (value <= best) continue;
      best = value;
      length = k;
    }
    if (length > 0) seat(seating, units.slice(0, length));
  }
}

/** Fills tables with bots for those who agreed and waited long enough for people, with whoever agreed as well. */
export function fillWithBots(crowd: Crowd, seating: Seating): void {
  for (const anchor of crowd.byRank) {
    if (seating.tableOf[anchor]! >= 0 || crowd.bots[anchor] === 0) continue;
    if (crowd.impossible[anchor] === 1 || crowd.reach[anchor] === 0) continue;
    if (crowd.waited[anchor]! < crowd.policy.botsAfterMs) continue;
    seat(seating, nearestSuited(crowd, seating, anchor, true), null, true);
  }
}

/** The anchor and those nearest to it by rating who wait and suit all of them, as far as there are seats. */
function nearestSuited(crowd: Crowd, seating: Seating, anchor: number, withBots: boolean): number[] {
  const { seats, search } = crowd.policy;
  const units = [anchor];
  let people = crowd.size[anchor]!;
  let reach = crowd.reach[anchor]!;
  let low = anchor - 1;
  let high = anchor + 1;
  for (let looked = 0; looked < 4 * search.neighbours && people < seats.max; ) {
    const lower = low < 0 ? Number.POSITIVE_INFINITY : crowd.mu[anchor]! - crowd.mu[low]!;
    const higher = high >= crowd.count ? Number.POSITIVE_INFINITY : crowd.mu[high]! - crowd.mu[anchor]!;
    const apart = Math.min(lower, higher);
    if (apart === Number.POSITIVE_INFINITY || (apart > crowd.window[anchor]! && !crowd.starving)) break;
    const u = lower < higher ? low-- : high++;
    looked++;
    if (seating.tableOf[u]! >= 0 || crowd.impossible[u] === 1) continue;
    if (withBots && crowd.bots[u] === 0) continue;
    if (people + crowd.size[u]! > seats.max || (reach & crowd.reach[u]!) === 0) continue;
    if (!units.every((other) => compatible(crowd, u, other))) continue;
    units.push(u);
    people += crowd.size[u]!;
    reach &= crowd.reach[u]!;
  }
  return units;
}
