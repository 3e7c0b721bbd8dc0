/** The server tells game time once a second; a connection that is silent for longer stops our guess. */
const MAX_GUESS_MS = 2000;

/**
 * Game time in ms, `sinceMs` of the wall after the server told `elapsed`.
 * @param rate game time per time of the wall
 */
export function guessedTime(elapsed: number, sinceMs: number, rate: number): number {
  return elapsed + Math.min(sinceMs * rate, MAX_GUESS_MS);
}

/** How long a match still goes at a game time, ms; null while its end is not known. */
export function timeLeft(ends_at: number, time: number): number | null {
  return ends_at > 0 ? Math.max(0, ends_at - time) : null;
}
