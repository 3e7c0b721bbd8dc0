import type { Columns } from './columns.ts';
import type { Policy } from './policy.ts';
import { sorted } from './sorted.ts';
import type { QueuedTicket } from './types.ts';

const OLDEST_MS = 24 * 3_600_000;

/** Players alone and whole parties, numbered by rising rating, those with equal ratings by `rank`. */
export interface Units {
  count: number;
  /** The unit of each ticket. */
  unitOf: Int32Array;
  /** The unit's tickets are `members[first[u] … first[u + 1] - 1]`. */
  first: Int32Array;
  members: Int32Array;
  /** The rating that others are compared with. */
  mu: Float64Array;
  /** Who goes before whom: 0 first. */
  rank: Int32Array;
  /** Units by rank. */
  byRank: Int32Array;
}

/** Puts tickets together as they came. Their order does not matter. */
export function unitsOf({ tickets, waited, mu }: Columns, policy: Policy): Units {
  const size = tickets.length;
  const inLine = sorted(
    size,
    (t) => OLDEST_MS - waited[t]! + (tickets[t]!.priority ? 0 : 2 * OLDEST_MS),
    (a, b) => before(tickets[a]!, tickets[b]!),
  );
  // First by rank, as parties are known by the first of them in line.
  const rankOf = new Int32Array(size);
  const parties = new Map<string, number>();
  let count = 0;
  for (let i = 0; i < size; i++) {
    const t = inLine[i]!;
    const { party } = tickets[t]!;
    const known = party === null ? undefined : parties.get(party);
    rankOf[t] = known ?? count++;
    if (party !== null && known === undefined) parties.set(party, rankOf[t]!);
  }
  const people = new Int32Array(count);
  const rating = new Float64Array(count);
  for (let i = 0; i < size; i++) {
    const t = inLine[i]!;
    people[rankOf[t]!]!++;
    rating[rankOf[t]!]! += mu[t]!;
  }
  for (let g = 0; g < count; g++) rating[g] = rating[g]! / people[g]! + policy.partyBonus * (people[g]! - 1);
  const rank = sorted(
    count,
    (g) => (rating[g]! + 50_000) * 64,
    (a, b) => rating[a]! - rating[b]! || a - b,
  );
  const byRank = new Int32Array(count);
  const first = new Int32Array(count + 1);
  for (let u = 0; u < count; u++) {
    byRank[rank[u]!] = u;
    first[u + 1] = first[u]! + people[rank[u]!]!;
  }
  const unitOf = rankOf.map((g) => byRank[g]!);
  const next = first.slice();
  const members = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const t = inLine[i]!;
    members[next[unitOf[t]!]!++] = t;
  }
  return { count, unitOf, first, members, mu: reordered(rating, rank), rank, byRank };
}

function reordered(values: Float64Array, order: Int32Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < order.length; i++) out[i] = values[order[i]!]!;
  return out;
}

function before(a: QueuedTicket, b: QueuedTicket): number {
  if (a.priority !== b.priority) return a.priority ? -1 : 1;
  return a.enqueuedAt - b.enqueuedAt || (a.id < b.id ? -1 : 1);
}
