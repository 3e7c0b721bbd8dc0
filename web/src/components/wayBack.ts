import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { runningMatch } from '../session/runningMatch.ts';

/**
 * Where one's own running match is: in this tab or another one of the same player. Null: there is none. Whoever
 * only watches has no seat to come back to.
 */
export function wayBack(match: MatchConnection | null): 'here' | 'elsewhere' | null {
  if (match?.role === 'player' && match.closed === 'opened_elsewhere') return 'elsewhere';
  return runningMatch(match) ? 'here' : null;
}
