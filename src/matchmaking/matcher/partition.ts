import type { Crowd } from './crowd.ts';
import { type Seating, seat } from './seating.ts';
import { add, clear, emptySum, value } from './table.ts';

/**
 * Shares out those who wait, in order of rating, into tables of neighbours and people left over, so that the tables
 * are worth the most that is possible: exact dynamic programming.
 * @param pool units that wait, by rising number
 */
export function partition(crowd: Crowd, seating: Seating, pool: Int32Array): void {
  const { seats } = crowd.policy;
  const length = pool.length;
  const best = new Float64Array(length + 1);
  /** How many units the best table that ends here has; 0: the last one is left over. */
  const taken = new Uint8Array(length + 1);
  const run = new Int32Array(seats.max);
  const sum = emptySum(crowd);
  for (let end = 1; end <= length; end++) {
    best[end] = best[end - 1]!;
    clear(crowd, sum);
    for (let k = 1; k <= seats.max && k <= end; k++) {
      run[k - 1] = pool[end - k]!;
      if (!add(crowd, sum, run, k - 1)) break; // nor may they be at one table with more
      if (sum.people < seats.min) continue;
      const worth = value(crowd, sum, run, k);
      if (worth === 0 || best[end - k]! + worth <= best[end]!) continue;
      best[end] = best[end - k]! + worth;
      taken[end] = k;
    }
  }
  for (let end = length; end > 0; end -= Math.max(1, taken[end]!)) {
    const k = taken[end]!;
    if (k === 0) continue;
    const units: number[] = [];
    for (let i = end - k; i < end; i++) units.push(pool[i]!);
    seat(seating, units);
  }
}
