import type { MatchConnection } from '../../../client/MatchConnection.ts';

/** One's own match while it runs and this page is in it, else null. */
export function runningMatch(match: MatchConnection | null): MatchConnection | null {
  if (match?.role !== 'player' || match.closed !== null || match.result !== null) return null;
  return match;
}
