import type { Columns } from './columns.ts';
import { grown } from './grown.ts';

/** Who blocked or met whom of those who wait, in flat arrays: unit `a` has ties `first[a] … first[a + 1] - 1`. */
export interface Ties {
  first: Int32Array;
  other: Int32Array;
  /** How much further apart than by rating two are: infinitely when they never meet. */
  cost: Float64Array;
}

/** How much further apart two units are than by rating. */
export function tie({ first, other, cost }: Ties, a: number, b: number): number {
  let most = 0;
  for (let i = first[a]!; i < first[a + 1]!; i++) if (other[i] === b && cost[i]! > most) most = cost[i]!;
  return most;
}

export function isTied({ first }: Ties, u: number): boolean {
  return first[u]! < first[u + 1]!;
}

/**
 * The ties of units, both ways. A party in which one blocked another is tied to itself.
 * @param unitOf the unit of each ticket
 */
export function tiesOf(
  { tickets, ticketOf }: Columns,
  unitOf: Int32Array,
  count: number,
  now: number,
  recent: { cost: number; fadeMs: number },
): Ties {
  const pairs = new Pairs();
  for (let t = 0; t < tickets.length; t++) {
    const { blocked, recent: met } = tickets[t]!;
    const u = unitOf[t]!;
    for (let i = 0; i < blocked.length; i++) {
      const other = ticketOf[blocked[i]!];
      if (other !== undefined && other !== t) pairs.add(u, unitOf[other]!, Number.POSITIVE_INFINITY);
    }
    for (const player in met) {
      const other = ticketOf[player];
      if (other === undefined || unitOf[other] === u) continue;
      const age = now - met[player]!;
      const faded = age > 0 ? 1 - age / recent.fadeMs : 1; // also when it is not known
      if (!(faded <= 0)) pairs.add(u, unitOf[other]!, recent.cost * faded);
    }
  }
  return bothWays(pairs, count);
}

/** Pairs of units as they are found, in arrays that grow. */
class Pairs {
  length = 0;
  one = new Int32Array(64);
  two = new Int32Array(64);
  cost = new Float64Array(64);

  add(one: number, two: number, cost: number): void {
    if (this.length === this.one.length) {
      this.one = grown(this.one, new Int32Array(2 * this.length));
      this.two = grown(this.two, new Int32Array(2 * this.length));
      this.cost = grown(this.cost, new Float64Array(2 * this.length));
    }
    this.one[this.length] = one;
    this.two[this.length] = two;
    this.cost[this.length++] = cost;
  }
}

function bothWays({ length, one, two, cost: costs }: Pairs, count: number): Ties {
  const first = new Int32Array(count + 1);
  for (let i = 0; i < length; i++) {
    first[one[i]! + 1]!++;
    first[two[i]! + 1]!++;
  }
  for (let u = 0; u < count; u++) first[u + 1]! += first[u]!;
  const next = first.slice();
  const other = new Int32Array(2 * length);
  const cost = new Float64Array(2 * length);
  for (let i = 0; i < length; i++) {
    const here = next[one[i]!]!++;
    other[here] = two[i]!;
    cost[here] = costs[i]!;
    const there = next[two[i]!]!++;
    other[there] = one[i]!;
    cost[there] = costs[i]!;
  }
  return { first, other, cost };
}
