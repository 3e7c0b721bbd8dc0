import type { TicketView } from '../../../client/Queue.ts';

/** From so many rating points on, the search is shown as wide as it gets. */
const WIDEST = 500;
/** Up to so many rating points apart, a match is even, or nearly so. */
const [NEAR, FAR] = [150, 350];
const [SMALLEST_TABLE, LARGEST_TABLE] = [3, 5];

/** How many a table may have now, when it may have so few people: "3 to 5". With fewer, bots make it up to that. */
export function tableSizes(fewest: number): string {
  if (fewest <= 0) return '–';
  if (fewest < SMALLEST_TABLE) return tableSizes(SMALLEST_TABLE);
  if (fewest >= LARGEST_TABLE) return String(LARGEST_TABLE);
  return fewest === LARGEST_TABLE - 1 ? `${fewest} or ${LARGEST_TABLE}` : `${fewest} to ${LARGEST_TABLE}`;
}

/** Whom the search takes now, in words. @param window rating points to either side; null for any */
export function searchedFor(window: number | null): string {
  if (window === null) return 'players of any strength';
  if (window <= NEAR) return 'players of your strength';
  return window <= FAR ? 'players near your strength' : 'stronger and weaker players, too';
}

/** How wide the search is, 0 to 1. @param window rating points to either side; null for any */
export function searchWidth(window: number | null): number {
  return window === null ? 1 : Math.min(1, Math.max(0.04, window / WIDEST));
}

/**
 * Whether it is told how long one still waits: it is what others waited, which says nothing while fewer people are here
 * than a table needs, unless bots come.
 */
export function tellsWait({
  estimated_wait,
  waiting,
  bots,
}: Pick<TicketView, 'estimated_wait' | 'waiting' | 'bots'>): boolean {
  return estimated_wait !== null && (bots || waiting >= SMALLEST_TABLE);
}
