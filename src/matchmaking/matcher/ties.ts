import type { QueuedTicket } from './types.ts';

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
  tickets: readonly QueuedTicket[],
  unitOf: Int32Array,
  count: number,
  now: number,
  recent: { cost: number; fadeMs: number },
): Ties {
  const pairs: number[] = [];
  const costs: number[] = [];
  const units = new Map<string, number>();
  const tied = tickets.some((ticket) => ticket.blocked.length > 0 || !isEmpty(ticket.recent));
  if (tied) for (let t = 0; t < tickets.length; t++) units.set(tickets[t]!.player, unitOf[t]!);
  for (let t = 0; tied && t < tickets.length; t++) {
    const ticket = tickets[t]!;
    const u = unitOf[t]!;
    for (const player of ticket.blocked) {
      const other = units.get(player);
      if (other === undefined || player === ticket.player) continue;
      pairs.push(u, other);
      costs.push(Number.POSITIVE_INFINITY);
    }
    for (const player in ticket.recent) {
      const other = units.get(player);
      if (other === undefined || other === u) continue;
      const age = Math.max(0, now - ticket.recent[player]!);
      pairs.push(u, other);
      costs.push(recent.cost * Math.max(0, 1 - age / recent.fadeMs));
    }
  }
  return bothWays(pairs, costs, count);
}

function bothWays(pairs: readonly number[], costs: readonly number[], count: number): Ties {
  const first = new Int32Array(count + 1);
  for (const u of pairs) first[u + 1]!++;
  for (let u = 0; u < count; u++) first[u + 1]! += first[u]!;
  const next = first.slice();
  const other = new Int32Array(pairs.length);
  const cost = new Float64Array(pairs.length);
  for (let i = 0; i < pairs.length; i++) {
    const at = next[pairs[i]!]!++;
    other[at] = pairs[i ^ 1]!;
    cost[at] = costs[i >> 1]!;
  }
  return { first, other, cost };
}

function isEmpty(record: object): boolean {
  for (const _ in record) return false;
  return true;
}
