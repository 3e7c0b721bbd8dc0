import type { MadeTable } from './queueHistory.ts';

/** How long somebody is going to wait, in seconds from the start: half of those alike waited no longer, and 80 %. */
export interface Expectation {
  p50: number;
  p80: number;
}

/** Tickets this far away in rating are alike. */
const ALIKE = 200;
/** Fewer than these say nothing: then all tickets count. */
const FEW = 10;

/** What tickets like this one really waited, by the tables made lately. Null when there are none. */
export function expectedWait(recent: readonly MadeTable[], rating: number): Expectation | null {
  // Who takes bots does not wait for people: such tables say nothing about those who do.
  const people = recent.filter(({ bots }) => bots === 0).flatMap((table) => table.people);
  const alike = people.filter((person) => Math.abs(person.rating - rating) <= ALIKE);
  const waits = (alike.length >= FEW ? alike : people)
    .map(({ waitedMs }) => waitedMs / 1000)
    .sort((a, b) => a - b);
  const p50 = quantile(waits, 0.5);
  const p80 = quantile(waits, 0.8);
  return p50 === null || p80 === null ? null : { p50, p80 };
}

/** Nearest-rank quantile of sorted values. */
export function quantile(sorted: readonly number[], q: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? null;
}
