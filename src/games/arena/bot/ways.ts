import { apart, type Spot } from '../shared/map.ts';
import { HEIGHT, RADIUS, WIDTH } from '../shared/numbers.ts';
import { isClear } from '../shared/segments.ts';

const half: readonly Spot[] = [
  { x: 2_200, y: 2_200 },
  { x: 7_500, y: 2_300 },
  { x: 12_400, y: 2_300 },
  { x: 12_700, y: 6_000 },
  { x: 8_200, y: 6_900 },
  { x: 2_600, y: 6_900 },
  { x: 3_000, y: 12_000 },
  { x: 2_400, y: 17_400 },
  { x: 7_200, y: 15_400 },
  { x: 8_600, y: 11_600 },
  { x: 13_300, y: 12_300 },
  { x: 13_300, y: 18_300 },
];

/** Twenty-four places that bots go by. */
export const WAYPOINTS: readonly Spot[] = [
  ...half,
  ...half.map(({ x, y }) => ({ x: WIDTH - x, y: HEIGHT - y })),
];

/** Bots keep so far from walls. */
const MARGIN = RADIUS + 50;

/** By place and place to go to: the place to go to next. Made once. */
export const NEXT: readonly (readonly number[])[] = nextHops();

/** Where to go next on the way from one spot to another. */
export function nextSpot(from: Spot, to: Spot): Spot {
  if (isClear(from, to, MARGIN)) return to;
  const [near, far] = [nearest(from), nearest(to)];
  if (near === far) return WAYPOINTS[near] as Spot;
  const next = NEXT[near]?.[far] ?? far;
  // On the way already: not back to where it began.
  const hop = isClear(from, WAYPOINTS[next] as Spot, MARGIN) ? next : near;
  return WAYPOINTS[hop] as Spot;
}

/** The nearest waypoint that one can walk to in a straight line; the nearest of all when there is none. */
function nearest(spot: Spot): number {
  let [best, far] = [-1, Number.POSITIVE_INFINITY];
  let [any, anyFar] = [0, Number.POSITIVE_INFINITY];
  for (const [i, point] of WAYPOINTS.entries()) {
    const distance = apart(spot, point);
    if (distance < anyFar) [any, anyFar] = [i, distance];
    if (distance < far && isClear(spot, point, MARGIN)) [best, far] = [i, distance];
  }
  return best === -1 ? any : best;
}

/** Shortest ways between all waypoints (Floyd and Warshall). */
function nextHops(): number[][] {
  const all = WAYPOINTS.map((_, i) => i);
  const far = all.map((i) => all.map((j) => (i === j ? 0 : straight(i, j))));
  const next = all.map((i) => all.map((j) => (far[i]?.[j] === Number.POSITIVE_INFINITY ? -1 : j)));
  for (const via of all) {
    for (const i of all) {
      for (const j of all) {
        const round = (far[i]?.[via] ?? 0) + (far[via]?.[j] ?? 0);
        if (round >= (far[i]?.[j] ?? 0)) continue;
        (far[i] as number[])[j] = round;
        (next[i] as number[])[j] = next[i]?.[via] ?? -1;
      }
    }
  }
  return next;
}

function straight(i: number, j: number): number {
  const [a, b] = [WAYPOINTS[i] as Spot, WAYPOINTS[j] as Spot];
  return isClear(a, b, MARGIN) ? Math.floor(Math.sqrt(apart(a, b))) : Number.POSITIVE_INFINITY;
}
