import { Problem } from '../lib/problem.ts';
import type { LiveMatches } from '../match/live.ts';
import type { MatchOf } from '../match/matchOf.ts';
import type { Parties } from './parties.ts';
import type { Matchmaking } from './tickets.ts';

/** Everything that a player can be in. */
export interface LeaveNeeds {
  parties: Pick<Parties, 'leave'>;
  matchmaking: Pick<Matchmaking, 'ofPlayer' | 'cancel'>;
  matchOf: MatchOf;
  live: Pick<LiveMatches, 'ask'>;
}

/**
 * Takes a player out of the party, the queue and the match: of a match that is a forfeit. Twice is harmless.
 * @throws Problem 503 `retry_later`
 */
export async function leaveAll(
  player: string,
  { parties, matchmaking, matchOf, live }: LeaveNeeds,
): Promise<void> {
  await parties.leave(player);
  const ticket = await matchmaking.ofPlayer(player);
  if (ticket) await matchmaking.cancel(ticket.ticket_id, player).catch(unlessGone);
  const match = await matchOf(player);
  if (match) await live.ask(match, { ask: 'leave', player }).catch(unlessGone);
}

/** A match that ends just now, or whose seat went meanwhile, is left all the same. */
function unlessGone(error: unknown): void {
  if (!(error instanceof Problem) || error.status >= 500) throw error;
}
