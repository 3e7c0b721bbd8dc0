import { type Crowd, pair } from './crowd.ts';

/** How far two units are apart, in points; infinite when they may not meet. */
export function distance(crowd: Crowd, a: number, b: number): number {
  const apart = Math.abs(crowd.mu[a]! - crowd.mu[b]!);
  if (crowd.social[a] === 0 || crowd.social[b] === 0) return apart;
  const key = pair(crowd, a, b);
  return crowd.blocked.has(key) ? Number.POSITIVE_INFINITY : apart + (crowd.met.get(key) ?? 0);
}

/** Whether two units take one another: each is in the other's window, or one of them is starved. */
export function compatible(crowd: Crowd, a: number, b: number): boolean {
  if ((crowd.reach[a]! & crowd.reach[b]!) === 0) return false;
  const apart = distance(crowd, a, b);
  if (apart === Number.POSITIVE_INFINITY) return false;
  if (apart <= crowd.window[a]! && apart <= crowd.window[b]!) return true;
  return crowd.starved[a] === 1 || crowd.starved[b] === 1;
}

/** The region of a mask where the worst latency of these units is least, as an index; -1 when none is listed. */
export function bestRegion(crowd: Crowd, units: ArrayLike<number>, length: number, mask: number): number {
  const count = crowd.regions.length;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let r = 0; r < count; r++) {
    if ((mask & (1 << r)) === 0) continue;
    const worst = worstLatency(crowd, units, length, r);
    if (worst < least) {
      least = worst;
      best = r;
    }
  }
  return best;
}

/** The worst latency of these units to a region, ms. */
export function worstLatency(crowd: Crowd, units: ArrayLike<number>, length: number, region: number): number {
  const count = crowd.regions.length;
  let worst = 0;
  for (let i = 0; i < length; i++) worst = Math.max(worst, crowd.latency[units[i]! * count + region]!);
  return worst;
}

/**
 * What a table of these units is worth, in points; 0 when they may not be at one table now.
 * @param withBots bots fill it: any size will do, and everybody must have agreed
 */
export function worth(crowd: Crowd, units: ArrayLike<number>, length: number, withBots = false): number {
  const { policy, pace } = crowd;
  let people = 0;
  let smallest = policy.seats.max;
  let reach = -1;
  let waited = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) {
    const u = units[i]!;
    if (crowd.impossible[u] === 1 || (withBots && crowd.bots[u] === 0)) return 0;
    people += crowd.size[u]!;
    smallest = Math.min(smallest, crowd.smallest[u]!);
    reach &= crowd.reach[u]!;
    waited += crowd.size[u]! * crowd.waited[u]!;
    low = Math.min(low, crowd.mu[u]!);
    high = Math.max(high, crowd.mu[u]!);
  }
  if (people > policy.seats.max || (people < smallest && !withBots) || reach === 0) return 0;
  let met = 0;
  for (let i = length - 1; i > 0; i--) {
    for (let j = 0; j < i; j++) {
      const a = units[i]!;
      const b = units[j]!;
      if (!compatible(crowd, a, b)) return 0;
      if (crowd.social[a] === 1 && crowd.social[b] === 1)
        met += distance(crowd, a, b) - Math.abs(crowd.mu[a]! - crowd.mu[b]!);
    }
  }
  const value = (policy.worth.size[people] ?? 0) + (policy.worth.wait * waited) / pace.wait / 1000;
  let cost = (policy.worth.spread * (high - low)) / pace.spread + met;
  if (crowd.regions.length > 0) {
    const region = bestRegion(crowd, units, length, reach);
    if (region >= 0) cost += policy.latency.cost * worstLatency(crowd, units, length, region);
  }
  return Math.max(1, value - cost);
}
