import { type Aim, aimAt, latencyAfter, type Policy, smallestTable, windowAfter } from './policy.ts';
import { sorted } from './sorted.ts';
import { type Ties, tie, tiesOf } from './ties.ts';
import type { QueuedTicket } from './types.ts';

/** More than fit a mask: the rarest beyond these are as if nobody had listed them. */
const MAX_REGIONS = 30;
/** The bit of every other region: who listed none goes there too. */
export const UNLISTED = 1 << MAX_REGIONS;
const ANYWHERE = 2 ** (MAX_REGIONS + 1) - 1;
const OLDEST_MS = 24 * 3_600_000;

/**
 * A queue made ready: its units, each a player or a whole party, as numbers in flat arrays. Units are numbered by
 * rising rating, those with equal ratings by `rank`.
 */
export interface Crowd {
  tickets: readonly QueuedTicket[];
  policy: Policy;
  now: number;
  /** What is aimed at while tickets come as fast as now. */
  aim: Aim;
  /** How many units. */
  count: number;
  /** The unit's tickets are `members[first[u] … first[u + 1] - 1]`. */
  first: Int32Array;
  members: Int32Array;
  size: Uint8Array;
  /** The rating that others are compared with. */
  mu: Float64Array;
  window: Float64Array;
  /** One by the number of units, itself included, within the window that is aimed at: 1 for who is alone. */
  rarity: Float64Array;
  /** Wait of the oldest, ms. */
  waited: Float64Array;
  /** Who goes before whom: 0 first. */
  rank: Int32Array;
  /** Units by rank. */
  byRank: Int32Array;
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
}

/** Makes a queue ready to be matched. The order of `tickets` does not matter. @param pace ms from one to the next */
export function crowdOf(tickets: readonly QueuedTicket[], now: number, policy: Policy, pace: number): Crowd {
  const inLine = sorted(
    tickets.length,
    (i) => OLDEST_MS - (now - tickets[i]!.enqueuedAt) + (tickets[i]!.priority ? 0 : 2 * OLDEST_MS),
    (a, b) => before(tickets[a]!, tickets[b]!),
  );
  const groups = unitsOf(tickets, inLine);
  const count = groups.length;
  const rating = new Float64Array(count);
  for (let g = 0; g < count; g++) rating[g] = ratingOf(groups[g]!, tickets, policy);
  const byRating = sorted(
    count,
    (g) => (rating[g]! + 50_000) * 64,
    (a, b) => rating[a]! - rating[b]! || a - b,
  );
  const regions = regionsOf(tickets);
  const crowd = emptyCrowd(tickets, now, policy, aimAt(pace, policy), count, regions);
  const bits = new Map(regions.map((name, r) => [name, r]));
  const unitOf = new Int32Array(tickets.length);
  let next = 0;
  for (let u = 0; u < count; u++) {
    const g = byRating[u]!;
    crowd.mu[u] = rating[g]!;
    crowd.rank[u] = g;
    crowd.byRank[g] = u;
    crowd.first[u] = next;
    for (const t of groups[g]!) {
      crowd.members[next++] = t;
      unitOf[t] = u;
    }
    crowd.first[u + 1] = next;
    describe(crowd, u, bits);
  }
  crowd.ties = tiesOf(tickets, unitOf, count, now, policy.recent);
  for (let u = 0; u < count; u++) if (tie(crowd.ties, u, u) > 0) crowd.impossible[u] = 1;
  crowd.starving = crowd.starved.includes(1);
  noteRarity(crowd);
  return crowd;
}

function noteRarity({ count, mu, rarity, aim }: Crowd): void {
  let low = 0;
  let high = 0;
  for (let u = 0; u < count; u++) {
    while (mu[u]! - mu[low]! > aim.window) low++;
    while (high < count && mu[high]! - mu[u]! <= aim.window) high++;
    rarity[u] = 1 / (high - low);
  }
}

function before(a: QueuedTicket, b: QueuedTicket): number {
  if (a.priority !== b.priority) return a.priority ? -1 : 1;
  return a.enqueuedAt - b.enqueuedAt || (a.id < b.id ? -1 : 1);
}

/** Tickets by unit, in the order in which the first of each is in line. */
function unitsOf(tickets: readonly QueuedTicket[], inLine: Int32Array): number[][] {
  const groups: number[][] = [];
  const parties = new Map<string, number[]>();
  for (const t of inLine) {
    const { party } = tickets[t]!;
    const known = party === null ? undefined : parties.get(party);
    if (known) {
      known.push(t);
      continue;
    }
    const group = [t];
    groups.push(group);
    if (party !== null) parties.set(party, group);
  }
  return groups;
}

function ratingOf(group: readonly number[], tickets: readonly QueuedTicket[], policy: Policy): number {
  let sum = 0;
  for (const t of group) sum += tickets[t]!.rating.mu;
  return sum / group.length + policy.partyBonus * (group.length - 1);
}

/** Every region that somebody listed, the most listed first. */
function regionsOf(tickets: readonly QueuedTicket[]): string[] {
  const listed = new Map<string, number>();
  for (const { regions } of tickets)
    for (const name in regions) listed.set(name, (listed.get(name) ?? 0) + 1);
  return [...listed]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MAX_REGIONS)
    .map(([name]) => name);
}

function emptyCrowd(
  tickets: readonly QueuedTicket[],
  now: number,
  policy: Policy,
  aim: Aim,
  count: number,
  regions: string[],
): Crowd {
  return {
    tickets,
    policy,
    now,
    aim,
    count,
    first: new Int32Array(count + 1),
    members: new Int32Array(tickets.length),
    size: new Uint8Array(count),
    mu: new Float64Array(count),
    window: new Float64Array(count),
    rarity: new Float64Array(count),
    waited: new Float64Array(count),
    rank: new Int32Array(count),
    byRank: new Int32Array(count),
    smallest: new Uint8Array(count),
    starved: new Uint8Array(count),
    starving: false,
    bots: new Uint8Array(count),
    regions,
    reach: new Int32Array(count),
    latency: new Float32Array(count * regions.length),
    ties: { first: new Int32Array(count + 1), other: new Int32Array(0), cost: new Float64Array(0) },
    impossible: new Uint8Array(count),
  };
}

/** Fills in a unit from its tickets. A party takes what the least patient of it takes. */
function describe(crowd: Crowd, u: number, bits: ReadonlyMap<string, number>): void {
  const { tickets, members, now, policy, aim } = crowd;
  const from = crowd.first[u]!;
  const to = crowd.first[u + 1]!;
  let window = Number.POSITIVE_INFINITY;
  let waited = 0;
  let bots = 1;
  let reach = ANYWHERE;
  for (let m = from; m < to; m++) {
    const ticket = tickets[members[m]!]!;
    const wait = Math.max(0, now - ticket.enqueuedAt);
    window = Math.min(window, windowAfter(wait, ticket.rating.sigma, aim, policy));
    waited = Math.max(waited, wait);
    if (!ticket.bots) bots = 0;
    if (bits.size > 0) reach &= reachOf(crowd, u, ticket, latencyAfter(wait, policy), bits);
  }
  crowd.size[u] = Math.min(255, to - from);
  crowd.window[u] = window;
  crowd.waited[u] = waited;
  crowd.smallest[u] = smallestTable(waited, aim, policy);
  crowd.starved[u] = waited >= policy.starvedAfterMs ? 1 : 0;
  crowd.bots[u] = bots;
  crowd.reach[u] = reach;
  if (to - from > policy.seats.max) crowd.impossible[u] = 1;
}

/**
 * The regions within `limit` ms of one ticket, and its nearest however far that is: who lives far from everywhere plays,
 * too. Notes its latencies as its unit's. None listed that has a bit: all of them.
 */
function reachOf(
  crowd: Crowd,
  u: number,
  { regions }: QueuedTicket,
  limit: number,
  bits: ReadonlyMap<string, number>,
): number {
  const base = u * crowd.regions.length;
  let nearest = Number.POSITIVE_INFINITY;
  for (const name in regions) if (bits.has(name)) nearest = Math.min(nearest, regions[name]!);
  if (nearest === Number.POSITIVE_INFINITY) return ANYWHERE;
  let mask = 0;
  for (const name in regions) {
    const r = bits.get(name);
    const ms = regions[name]!;
    if (r === undefined) continue;
    if (ms <= Math.max(limit, nearest)) mask |= 1 << r;
    if (ms > crowd.latency[base + r]!) crowd.latency[base + r] = ms;
  }
  return mask;
}
