import type { Columns } from './columns.ts';
import { aimsOf, type Pace } from './pace.ts';
import { type Aim, latencyAfter, type Policy, smallestTable, windowAfter } from './policy.ts';
import { ANYWHERE, MAX_REGIONS } from './regions.ts';
import { type Ties, tie, tiesOf } from './ties.ts';
import type { QueuedTicket } from './types.ts';
import { type Units, unitsOf } from './units.ts';

/** A queue made ready: its units, each a player or a whole party, as numbers in flat arrays. */
export interface Crowd extends Units {
  tickets: readonly QueuedTicket[];
  /** Of each ticket. */
  ratings: Pick<Columns, 'mu' | 'sigma'>;
  policy: Policy;
  now: number;
  /** What is aimed at in each region while tickets come as fast as there, and last for who listed none. */
  aims: Aim[];
  /** The region a unit reaches best, where it looks for others first: -1 for who listed none. */
  home: Int8Array;
  size: Uint8Array;
  window: Float64Array;
  /** One by the number of units, itself included, within the window that is aimed at: 1 for who is alone. */
  rarity: Float64Array;
  /** Wait of the oldest, ms. */
  waited: Float64Array;
  /** The smallest table it takes now. */
  smallest: Uint8Array;
  starved: Uint8Array;
  /** Somebody is. */
  starving: boolean;
  /** Everybody in it agreed to bots. */
  bots: Uint8Array;
  regions: string[];
  /** A bit for every region that all in it reach now. */
  reach: Int32Array;
  /** The worst latency of its people: `latency[u * regions.length + r]`. */
  latency: Float32Array;
  ties: Ties;
  /** Units that are a party which cannot be at one table at all. */
  impossible: Uint8Array;
  /** Of these: those who listed no region in common. */
  apart: Uint8Array;
}

/**
 * Makes a queue ready to be matched. The order of tickets does not matter.
 * @param columns of tickets that can be computed with; of their regions the first 30 count
 */
export function crowdOf(columns: Columns, now: number, policy: Policy, pace: Pace): Crowd {
  const units = unitsOf(columns, policy);
  const regions = columns.regions.slice(0, MAX_REGIONS);
  const crowd = emptyCrowd(columns, units, regions, now, policy, aimsOf(pace, regions, policy));
  const within = noteTickets(crowd, columns);
  for (let u = 0; u < crowd.count; u++) {
    settle(crowd, u, within[u]!);
    if (crowd.size[u]! > policy.seats.max || crowd.apart[u] === 1) crowd.impossible[u] = 1;
  }
  noteWindows(crowd, columns);
  crowd.ties = tiesOf(columns, crowd.unitOf, crowd.count, now, policy.recent);
  for (let u = 0; u < crowd.count; u++) if (tie(crowd.ties, u, u) > 0) crowd.impossible[u] = 1;
  crowd.starving = crowd.starved.includes(1);
  noteRarity(crowd);
  return crowd;
}

/** What is aimed at for a unit. */
export function aimFor({ aims, home }: Crowd, u: number): Aim {
  return aims[home[u]! < 0 ? aims.length - 1 : home[u]!]!;
}

function emptyCrowd(
  { tickets, mu, sigma }: Columns,
  units: Units,
  regions: string[],
  now: number,
  policy: Policy,
  aims: Aim[],
): Crowd {
  const { count } = units;
  return {
    ...units,
    tickets,
    ratings: { mu, sigma },
    policy,
    now,
    aims,
    home: new Int8Array(count).fill(-1),
    size: new Uint8Array(count),
    window: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    rarity: new Float64Array(count),
    waited: new Float64Array(count),
    smallest: new Uint8Array(count),
    starved: new Uint8Array(count),
    starving: false,
    bots: new Uint8Array(count).fill(1),
    regions,
    reach: new Int32Array(count).fill(ANYWHERE),
    latency: new Float32Array(count * regions.length),
    ties: { first: new Int32Array(count + 1), other: new Int32Array(0), cost: new Float64Array(0) },
    impossible: new Uint8Array(count),
    apart: new Uint8Array(count),
  };
}

/**
 * Adds each ticket to its unit, but for its window. Answers a bit for every region that all in a unit listed, who
 * listed none counting as for all.
 */
function noteTickets(crowd: Crowd, { tickets, waited, listed }: Columns): Int32Array {
  const { size, bots, reach, latency, unitOf, policy } = crowd;
  const count = crowd.regions.length;
  const common = new Int32Array(crowd.count).fill(ANYWHERE);
  for (let t = 0; t < tickets.length; t++) {
    const u = unitOf[t]!;
    if (size[u]! < 255) size[u]!++;
    if (waited[t]! > crowd.waited[u]!) crowd.waited[u] = waited[t]!;
    if (!tickets[t]!.bots) bots[u] = 0;
    const from = listed.first[t]!;
    const to = listed.first[t + 1]!;
    if (from === to) continue;
    let nearest = latencyAfter(waited[t]!, policy);
    let least = Number.POSITIVE_INFINITY;
    let all = 0;
    for (let i = from; i < to; i++) {
      const r = listed.region[i]!;
      if (r >= count) continue;
      all |= 1 << r;
      if (listed.ms[i]! < least) least = listed.ms[i]!;
      if (listed.ms[i]! > latency[u * count + r]!) latency[u * count + r] = listed.ms[i]!;
    }
    nearest = Math.max(nearest, least); // however far that is: who lives far from everywhere plays, too
    let near = 0;
    for (let i = from; i < to; i++)
      if (listed.region[i]! < count && listed.ms[i]! <= nearest) near |= 1 << listed.region[i]!;
    common[u]! &= all;
    reach[u]! &= near;
  }
  return common;
}

/** A unit looks for others where the worst of its people has it best, and always reaches that. */
function settle(crowd: Crowd, u: number, common: number): void {
  const { policy, latency, waited } = crowd;
  const count = crowd.regions.length;
  crowd.starved[u] = waited[u]! >= policy.starvedAfterMs ? 1 : 0;
  if (common === 0) crowd.apart[u] = 1;
  if (common === 0 || common === ANYWHERE) return;
  let home = -1;
  for (let r = 0; r < count; r++) {
    if ((common & (1 << r)) === 0) continue;
    if (home < 0 || latency[u * count + r]! < latency[u * count + home]!) home = r;
  }
  crowd.home[u] = home;
  crowd.reach[u]! |= 1 << home;
}

/** A party takes what the least patient of it takes. */
function noteWindows(crowd: Crowd, { waited, sigma }: Columns): void {
  const { unitOf, window, smallest, policy } = crowd;
  for (let t = 0; t < unitOf.length; t++) {
    const u = unitOf[t]!;
    const wide = windowAfter(waited[t]!, sigma[t]!, aimFor(crowd, u), policy);
    if (wide < window[u]!) window[u] = wide;
  }
  for (let u = 0; u < crowd.count; u++)
    smallest[u] = smallestTable(crowd.waited[u]!, aimFor(crowd, u), policy);
}

/** Counts who is near by rating, of those with the same home and of those who have none. */
function noteRarity(crowd: Crowd): void {
  const { count, mu, rarity, home, aims } = crowd;
  for (const [group, { window }] of aims.entries()) {
    const region = group === aims.length - 1 ? -1 : group;
    const counts = (u: number) => (region < 0 || home[u] === region || home[u]! < 0 ? 1 : 0);
    let low = 0;
    let high = 0;
    let near = 0;
    for (let u = 0; u < count; u++) {
      if (home[u] !== region) continue;
      while (high < count && mu[high]! - mu[u]! <= window) near += counts(high++);
      while (mu[u]! - mu[low]! > window) near -= counts(low++);
      rarity[u] = 1 / near;
    }
  }
}
