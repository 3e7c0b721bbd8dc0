import { backfill } from './backfill.ts';
import { type Crowd, crowdOf } from './crowd.ts';
import { explain } from './explain.ts';
import { fillWithBots, gatherLeftovers } from './gather.ts';
import { improve } from './improve.ts';
import { keepOrder } from './keepOrder.ts';
import { paceOf } from './pace.ts';
import { partition } from './partition.ts';
import type { Policy } from './policy.ts';
import { report } from './report.ts';
import { nobodySeated, type Seating } from './seating.ts';
import type { Explanation, MatcherResult, OpenRoom, QueuedTicket } from './types.ts';

/**
 * One pass over the queue of one game: who is put together now, and of everybody else why not. Pure, and the order of
 * what comes in does not matter: the same queue gives the same tables.
 * @param now epoch ms
 * @param pace ms from one ticket to the next lately; by default what those who wait let guess
 */
export function matchQueue(
  tickets: readonly QueuedTicket[],
  rooms: readonly OpenRoom[],
  now: number,
  policy: Policy,
  pace = paceOf(
    tickets.map(({ enqueuedAt }) => enqueuedAt),
    now,
  ),
): MatcherResult {
  const crowd = crowdOf(tickets, now, policy, pace);
  const seating = nobodySeated(crowd);
  backfill(crowd, seating, rooms);
  for (const pool of poolsOf(crowd, seating)) partition(crowd, seating, pool());
  gatherLeftovers(crowd, seating);
  improve(crowd, seating);
  fillWithBots(crowd, seating);
  keepOrder(crowd, seating);
  const known = new Map(rooms.map((room) => [room.id, room]));
  return {
    matches: seating.tables.map((table) => report(crowd, table, known)),
    explanations: explanationsOf(crowd, seating),
  };
}

/**
 * Who is looked at together: without regions everybody; else those nearest to each region, then those who reach it,
 * most listed first.
 */
function poolsOf(crowd: Crowd, seating: Seating): (() => Int32Array)[] {
  if (crowd.regions.length === 0) return [() => waiting(crowd, seating, () => true)];
  const home = new Int8Array(crowd.count).map((_, u) => nearestRegion(crowd, u));
  const regions = crowd.regions.map((_, r) => r);
  return [
    ...regions.map((r) => () => waiting(crowd, seating, (u) => home[u] === r)),
    ...regions.map((r) => () => waiting(crowd, seating, (u) => (crowd.reach[u]! & (1 << r)) !== 0)),
  ];
}

/** Units without a table that can have one, by rising number. */
function waiting(crowd: Crowd, seating: Seating, belongs: (u: number) => boolean): Int32Array {
  const pool = new Int32Array(crowd.count);
  let length = 0;
  for (let u = 0; u < crowd.count; u++)
    if (seating.tableOf[u]! < 0 && crowd.impossible[u] === 0 && belongs(u)) pool[length++] = u;
  return pool.subarray(0, length);
}

/** The region a unit reaches best; -1 when it reaches none. */
function nearestRegion(crowd: Crowd, u: number): number {
  const count = crowd.regions.length;
  let best = -1;
  for (let r = 0; r < count; r++) {
    if ((crowd.reach[u]! & (1 << r)) === 0) continue;
    if (best < 0 || crowd.latency[u * count + r]! < crowd.latency[u * count + best]!) best = r;
  }
  return best;
}

function explanationsOf(crowd: Crowd, seating: Seating): Map<string, Explanation> {
  const explanations = new Map<string, Explanation>();
  for (const u of crowd.byRank) {
    if (seating.tableOf[u]! >= 0) continue;
    const explanation = explain(crowd, seating.tableOf, u);
    for (let m = crowd.first[u]!; m < crowd.first[u + 1]!; m++)
      explanations.set(crowd.tickets[crowd.members[m]!]!.id, explanation);
  }
  return explanations;
}
