import type { Crowd } from './crowd.ts';
import { type Seating, seat } from './seating.ts';
import { compatible, worth } from './table.ts';

/**
 * Makes every full table that is tight, oldest first: it will not get better by waiting.
 * @param pool units that wait, by rising number
 */
export function takeTightTables(crowd: Crowd, seating: Seating, pool: Int32Array): void {
  const { seats } = crowd.policy;
  const eagerSpread = crowd.policy.eagerSpread * crowd.pace.spread;
  const length = pool.length;
  const left = new Int32Array(length);
  const right = new Int32Array(length);
  const at = new Int32Array(crowd.count).fill(-1);
  for (let p = 0; p < length; p++) {
    left[p] = p - 1;
    right[p] = p + 1;
    at[pool[p]!] = p;
  }
  /** The anchor's neighbours by rating, itself in the middle. */
  const near = new Int32Array(2 * seats.max);
  const last = near.length - 1;
  for (const anchor of crowd.byRank) {
    const p = at[anchor]!;
    if (p < 0 || seating.tableOf[anchor]! >= 0) continue;
    const lowest = crowd.mu[anchor]! - eagerSpread;
    const highest = crowd.mu[anchor]! + eagerSpread;
    let from = seats.max;
    let to = seats.max;
    near[from] = anchor;
    const looks = 4 * crowd.policy.search.neighbours;
    let l = left[p]!;
    for (let n = 0; n < looks && l >= 0 && from > 1 && crowd.mu[pool[l]!]! >= lowest; n++, l = left[l]!)
      if (compatible(crowd, anchor, pool[l]!)) near[--from] = pool[l]!;
    let r = right[p]!;
    for (
      let n = 0;
      n < looks && r < length && to < last && crowd.mu[pool[r]!]! <= highest;
      n++, r = right[r]!
    )
      if (compatible(crowd, anchor, pool[r]!)) near[++to] = pool[r]!;
    const table = tightest(crowd, near, from, to);
    if (!table) continue;
    seat(seating, table);
    for (const u of table) {
      const q = at[u]!;
      const before = left[q]!;
      const after = right[q]!;
      if (before >= 0) right[before] = after;
      if (after < length) left[after] = before;
    }
  }
}

/** The best run of `near[from … to]` that fills a table, is tight and has the anchor, `near[seats.max]`, in it. */
function tightest(crowd: Crowd, near: Int32Array, from: number, to: number): number[] | null {
  const { seats } = crowd.policy;
  const eagerSpread = crowd.policy.eagerSpread * crowd.pace.spread;
  let best = 0;
  let start = -1;
  let end = -1;
  for (let i = from; i <= seats.max; i++) {
    let people = 0;
    let j = i;
    while (j <= to && people < seats.max) people += crowd.size[near[j++]!]!;
    if (people !== seats.max || j <= seats.max) continue;
    if (crowd.mu[near[j - 1]!]! - crowd.mu[near[i]!]! > eagerSpread) continue;
    const value = worth(crowd, near.subarray(i, j), j - i);
    if (value <= best) continue;
    best = value;
    start = i;
    end = j;
  }
  return start < 0 ? null : [...near.subarray(start, end)];
}
