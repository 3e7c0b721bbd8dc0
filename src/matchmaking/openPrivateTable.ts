import { isolated } from '../lib/isolated.ts';
import { Problem } from '../lib/problem.ts';
import { type MatchOf, refuseInMatch } from '../match/matchOf.ts';
import type { TableOrder } from './createMatchmaking.ts';
import type { PrivateTable } from './privateTable.ts';
import type { TicketQueue } from './ticketQueue.ts';

/** What opening a private table needs of the rest. */
interface PrivateTableNeeds {
  queue: Pick<TicketQueue, 'openOf'>;
  matchOf: MatchOf;
  /** @throws when no table could be opened */
  openTable(order: TableOrder): Promise<void>;
  newId(): string;
}

/**
 * Opens a table for these people alone and calls them to it, unless one of them is at another or asked about one.
 * Answers its match's id.
 * @throws Problem 409 `already_in_match` with `match_id`, `ready_check_open`
 */
export async function openPrivateTable(
  { game, players, bots }: PrivateTable,
  { queue, matchOf, openTable, newId }: PrivateTableNeeds,
): Promise<string> {
  for (const { id, name } of players) {
    await refuseInMatch(id, `${isolated(name)} is`, matchOf);
    if ((await queue.openOf(id))?.state === 'proposed')
      throw new Problem(409, 'ready_check_open', 'Somebody of you is asked about a table just now.');
  }
  const match = newId();
  const friends = players.map((player) => ({ ...player, party: match })); // one party: it is not rated
  const about = { why: 'A table of friends.', quality: 1, botsAllowed: bots > 0, region: null };
  await openTable({ match, game, room: null, players: friends, bots, ...about });
  return match;
}
