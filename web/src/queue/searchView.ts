/** From so many rating points on, the search is shown as wide as it gets. */
const WIDEST = 500;
const LARGEST_TABLE = 5;

/** How many people a table may have now, when it may have so few: "3 to 5". */
export function tableSizes(fewest: number): string {
  if (fewest <= 0) return '–';
  if (fewest >= LARGEST_TABLE) return String(LARGEST_TABLE);
  return fewest === LARGEST_TABLE - 1 ? `${fewest} or ${LARGEST_TABLE}` : `${fewest} to ${LARGEST_TABLE}`;
}

/** How wide the search is, 0 to 1. @param window rating points to either side; null for any */
export function searchWidth(window: number | null): number {
  return window === null ? 1 : Math.min(1, Math.max(0.04, window / WIDEST));
}
