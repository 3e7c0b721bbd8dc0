import type { MatchId, PlayerId } from '../lib/ids.ts';
import { Problem } from '../lib/problem.ts';

/**
 * The match that a player is in, from when a table is made for them until it is over or they left it; null for who is
 * in none. The one answer to it: `MatchDirectory`, which binds them.
 */
export type MatchOf = (player: PlayerId) => Promise<MatchId | null>;

/**
 * Asks whether a player may sit down somewhere.
 * @param who as `alreadyInMatch` has it
 * @throws Problem 409 `already_in_match` with `match_id`
 */
export async function refuseInMatch(player: PlayerId, who: string, matchOf: MatchOf): Promise<void> {
  const match = await matchOf(player);
  if (match) throw alreadyInMatch(who, match);
}

/** @param who with a verb: `You are`, `Ada is` */
export function alreadyInMatch(who: string, match: MatchId): Problem {
  return new Problem(409, 'already_in_match', `${who} in a match.`, { match_id: match });
}
