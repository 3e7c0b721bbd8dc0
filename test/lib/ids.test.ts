import assert from 'node:assert/strict';
import type { MatchId, PartyId, PlayerId, TicketId } from '../../src/lib/ids.ts';
import type { MatchDirectory } from '../../src/match/directory.ts';
import type { LiveMatches } from '../../src/match/live.ts';
import type { TicketQueue } from '../../src/matchmaking/ticketQueue.ts';
import { MemoryDirectory } from '../../src/persistence/memory/memoryDirectory.ts';

interface Ids {
  match: MatchId;
  player: PlayerId;
  ticket: TicketId;
  party: PartyId;
}

/** What the compiler makes of ids in each other's places; each of these is checked whenever the tests are. */
export async function mixUp(
  { match, player, ticket, party }: Ids,
  directory: MatchDirectory,
  live: LiveMatches,
  queue: TicketQueue,
): Promise<void> {
  await directory.claim(player, match);
  // @ts-expect-error the other way round
  await directory.claim(match, player);
  // @ts-expect-error a player is no match
  await directory.find(player);
  // @ts-expect-error the other way round
  await live.seat(player, match);
  await queue.accept(match, ticket);
  // @ts-expect-error a player answers by their ticket
  await queue.accept(match, player);
  // @ts-expect-error a party is no ticket
  await queue.find(party);
}

describe('ids', () => {
  it('are strings like any other when it runs', async () => {
    const directory = new MemoryDirectory();
    const [player, match] = ['ada', 'a match'];
    assert.equal(await directory.claim(player, match), null);
    assert.equal(await directory.of(player), match);
  });
});
