/** A page's length: whole, at least 1, at most `max`. */
export function clampLimit(limit: number, max: number): number {
  return Math.max(1, Math.min(max, Math.floor(limit)));
}
