import type { MadeTable } from './queueHistory.ts';

/** How much longer somebody is going to wait, in seconds from now: half of those alike waited no longer, and 80 %. */
export interface Expectation {
  p50: number;
  p80: number;
}

/** Who waits: what tickets are alike in. */
interface Waiter {
  rating: number;
  /** As `homeOf` tells. */
  home: string | null;
  waitedMs: number;
}

/** Tickets this far away in rating are alike. */
const ALIKE = 200;
/** Fewer than these say nothing: then more tickets count as alike. */
const FEW = 10;

/**
 * What tickets like this one really waited who had waited as long: those of its rating and region, or of its rating, or
 * all. When hardly anybody ever waited as long, as much longer as those did who waited longest.
 */
export class Expectations {
  /** Everybody who got a table of people lately, by how long they waited, in ms. */
  readonly #waits: Float64Array;
  readonly #ratings: Float64Array;
  readonly #homes: (string | null)[];

  constructor(recent: readonly MadeTable[]) {
    // Who takes bots does not wait for people: such tables say nothing about those who do.
    const people = recent.filter(({ bots }) => bots === 0).flatMap((table) => table.people);
    people.sort((a, b) => a.waitedMs - b.waitedMs);
    this.#waits = Float64Array.from(people, ({ waitedMs }) => waitedMs);
    this.#ratings = Float64Array.from(people, ({ rating }) => rating);
    this.#homes = people.map(({ home = null }) => home);
  }

  /** Null when nothing is known. */
  of({ rating, home, waitedMs }: Waiter): Expectation | null {
    const waits = this.#waits;
    const from = firstAbove(waits, waitedMs);
    const near: number[] = [];
    const there: number[] = [];
    for (let i = from; i < waits.length; i++) {
      if (Math.abs(this.#ratings[i]! - rating) > ALIKE) continue;
      near.push(waits[i]!);
      if (this.#homes[i] === home) there.push(waits[i]!);
    }
    if (there.length >= FEW) return remaining(there, waitedMs);
    if (near.length >= FEW) return remaining(near, waitedMs);
    if (waits.length - from >= FEW) return remaining(waits.subarray(from), waitedMs);
    const longest = waits.subarray(-FEW);
    return longest.length === 0 ? null : remaining(longest, longest[0]!);
  }
}

/** @param waits rising, in ms */
function remaining(waits: ArrayLike<number>, waitedMs: number): Expectation {
  const at = (q: number) => (nextWithin(waits, q) - waitedMs) / 1000;
  return { p50: at(0.5), p80: at(0.8) };
}

/**
 * Where the next of a kind is below with this chance: between the two ranks about it, as of few the nearest is too low.
 */
function nextWithin(rising: ArrayLike<number>, q: number): number {
  const rank = Math.min(rising.length, Math.max(1, (rising.length + 1) * q));
  const below = rising[Math.floor(rank) - 1]!;
  const above = rising[Math.ceil(rank) - 1]!;
  return below + (above - below) * (rank - Math.floor(rank));
}

/** The first of rising values that is above another. */
function firstAbove(rising: Float64Array, value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** In whole seconds, as it is told: who still waits does so for a second at least. */
export function told(seconds: number): number {
  return Math.max(1, Math.round(seconds));
}

/** Nearest-rank quantile of sorted values. */
export function quantile(sorted: readonly number[], q: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? null;
}
