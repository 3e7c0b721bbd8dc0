import { aimFor, type Crowd } from './crowd.ts';
import { tie } from './ties.ts';

/** How far two units are apart, in points; infinite when they may not meet. */
export function distance(crowd: Crowd, a: number, b: number): number {
  return Math.abs(crowd.mu[a]! - crowd.mu[b]!) + tie(crowd.ties, a, b);
}

/** Whether two units take one another: each is in the other's window, or one of them is starved. */
export function compatible(crowd: Crowd, a: number, b: number): boolean {
  return meeting(crowd, a, b) >= 0;
}

/** As `compatible`: how much further apart than by rating the two are then; -1 when they do not take one another. */
function meeting(crowd: Crowd, a: number, b: number): number {
  if ((crowd.reach[a]! & crowd.reach[b]!) === 0) return -1;
  const near = Math.min(crowd.window[a]!, crowd.window[b]!);
  const apart = Math.abs(crowd.mu[a]! - crowd.mu[b]!);
  const starved = crowd.starving && (crowd.starved[a] === 1 || crowd.starved[b] === 1);
  if (apart > near && !starved) return -1; // ties put nobody nearer
  const met = tie(crowd.ties, a, b);
  if (met === Number.POSITIVE_INFINITY || (apart + met > near && !starved)) return -1;
  return met;
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

/** What is known of a table while units are added to it. */
interface Sum {
  people: number;
  /** The smallest table that one of them takes. */
  smallest: number;
  /** Regions that all reach. */
  reach: number;
  /** Of all people together, in tickets that come on average meanwhile. */
  waited: number;
  rarity: number;
  low: number;
  high: number;
  /** Points for those who met lately. */
  met: number;
}

export function emptySum(crowd: Crowd): Sum {
  return clear(crowd, { people: 0, smallest: 0, reach: 0, waited: 0, rarity: 0, low: 0, high: 0, met: 0 });
}

/** Makes a sum one of nobody. */
export function clear({ policy }: Crowd, sum: Sum): Sum {
  sum.people = sum.waited = sum.rarity = sum.met = 0;
  sum.smallest = policy.seats.max;
  sum.reach = -1;
  sum.low = Number.POSITIVE_INFINITY;
  sum.high = Number.NEGATIVE_INFINITY;
  return sum;
}

/** Adds `units[at]` to the sum of those before it. False when it may not sit with them: the sum is spoilt then. */
export function add(crowd: Crowd, sum: Sum, units: ArrayLike<number>, at: number): boolean {
  const u = units[at]!;
  if (crowd.impossible[u] === 1) return false;
  sum.people += crowd.size[u]!;
  sum.reach &= crowd.reach[u]!;
  if (sum.people > crowd.policy.seats.max || sum.reach === 0) return false;
  for (let i = 0; i < at; i++) {
    const met = meeting(crowd, u, units[i]!);
    if (met < 0) return false;
    sum.met += met;
  }
  sum.smallest = Math.min(sum.smallest, crowd.smallest[u]!);
  sum.waited += (crowd.size[u]! * crowd.waited[u]!) / aimFor(crowd, u).everyMs;
  sum.rarity += crowd.rarity[u]!;
  sum.low = Math.min(sum.low, crowd.mu[u]!);
  sum.high = Math.max(sum.high, crowd.mu[u]!);
  return true;
}

/** What a table of these units is worth, in points; 0 when it is too small now. @param sum theirs */
export function value(crowd: Crowd, sum: Sum, units: ArrayLike<number>, length: number, withBots = false) {
  const { policy } = crowd;
  if (sum.people < sum.smallest && !withBots) return 0;
  const { size, wait, rare } = policy.worth;
  const points = (size[sum.people] ?? 0) + wait * sum.waited + rare * sum.rarity;
  let cost = sum.high - sum.low + sum.met;
  if (crowd.regions.length > 0) {
    const region = bestRegion(crowd, units, length, sum.reach);
    if (region >= 0) cost += policy.latency.cost * worstLatency(crowd, units, length, region);
  }
  return Math.max(1, points - cost);
}

/**
 * What a table of these units is worth, in points; 0 when they may not be at one table now.
 * @param withBots bots fill it: any size will do, and everybody must have agreed
 */
export function worth(crowd: Crowd, units: ArrayLike<number>, length: number, withBots = false): number {
  const sum = emptySum(crowd);
  for (let i = 0; i < length; i++) {
    if (withBots && crowd.bots[units[i]!] === 0) return 0;
    if (!add(crowd, sum, units, i)) return 0;
  }
  return value(crowd, sum, units, length, withBots);
}
