import { backfill } from './backfill.ts';
import { type Crowd, crowdOf } from './crowd.ts';
import { admit, checkAll, soundRooms } from './door.ts';
import { explain } from './explain.ts';
import { fillWithBots, gatherLeftovers } from './gather.ts';
import { improve } from './improve.ts';
import { keepOrder } from './keepOrder.ts';
import { type Pace, paceHere } from './pace.ts';
import { partition } from './partition.ts';
import type { Policy } from './policy.ts';
import { report } from './report.ts';
import { nobodySeated, type Seating } from './seating.ts';
import type { Explanation, MatcherResult, OpenRoom, QueuedTicket } from './types.ts';

/**
 * One pass over the queue of one game: who is put together now, and of everybody else why not. Pure, and the order of
 * what comes in does not matter: the same queue gives the same tables. A ticket or room that cannot be computed with
 * is left out, and the explanation of the ticket says why.
 * @param now epoch ms
 * @param pace how fast tickets come lately, or ms from one to the next wherever they live; by default what those who
 *   wait let guess
 * @throws RangeError that names what of `now`, `policy` or `pace` is no number, or not in order
 */
export function matchQueue(
  tickets: readonly QueuedTicket[],
  rooms: readonly OpenRoom[],
  now: number,
  policy: Policy,
  pace?: Pace | number,
): MatcherResult {
  checkAll(now, policy, pace);
  const open = soundRooms(rooms);
  const { groups, refused: explanations } = admit(tickets, open, now, policy);
  const all = typeof pace === 'number' ? { everyMs: pace, regions: {} } : pace;
  const matches = groups.flatMap((columns) => {
    const crowd = crowdOf(columns, now, policy, all ?? paceHere(columns, now));
    const result = matchCrowd(crowd, open, explanations);
    for (const { room } of result) if (room !== null) open.delete(room);
    return result;
  });
  return { matches, explanations };
}

function matchCrowd(
  crowd: Crowd,
  rooms: ReadonlyMap<string, OpenRoom>,
  explanations: Map<string, Explanation>,
) {
  const seating = nobodySeated(crowd);
  backfill(crowd, seating, [...rooms.values()]);
  for (const pool of poolsOf(crowd, seating)) partition(crowd, seating, pool());
  gatherLeftovers(crowd, seating);
  improve(crowd, seating);
  fillWithBots(crowd, seating);
  keepOrder(crowd, seating);
  explainTo(explanations, crowd, seating);
  return seating.tables.map((table) => report(crowd, table, rooms));
}

/**
 * Who is looked at together: without regions everybody; else those nearest to each region, then those who reach it,
 * most listed first.
 */
function poolsOf(crowd: Crowd, seating: Seating): (() => Int32Array)[] {
  if (crowd.regions.length === 0) return [() => waiting(crowd, seating, () => true)];
  const regions = crowd.regions.map((_, r) => r);
  return [
    ...regions.map((r) => () => waiting(crowd, seating, (u) => homeIn(crowd, u) === r)),
    ...regions.map((r) => () => waiting(crowd, seating, (u) => (crowd.reach[u]! & (1 << r)) !== 0)),
  ];
}

/** Who listed no region is looked at with the most listed. */
function homeIn({ home }: Crowd, u: number): number {
  return Math.max(0, home[u]!);
}

/** Units without a table that can have one, by rising number. */
function waiting(crowd: Crowd, seating: Seating, belongs: (u: number) => boolean): Int32Array {
  const pool = new Int32Array(crowd.count);
  let length = 0;
  for (let u = 0; u < crowd.count; u++)
    if (seating.tableOf[u]! < 0 && crowd.impossible[u] === 0 && belongs(u)) pool[length++] = u;
  return pool.subarray(0, length);
}

function explainTo(explanations: Map<string, Explanation>, crowd: Crowd, seating: Seating): void {
  for (const u of crowd.byRank) {
    if (seating.tableOf[u]! >= 0) continue;
    const explanation = explain(crowd, seating.tableOf, u);
    for (let m = crowd.first[u]!; m < crowd.first[u + 1]!; m++)
      explanations.set(crowd.tickets[crowd.members[m]!]!.id, explanation);
  }
}
