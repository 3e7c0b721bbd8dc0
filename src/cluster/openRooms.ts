import type { PlayerId } from '../lib/ids.ts';
import type { LiveMatches } from '../match/live.ts';
import type { MatchRecords } from '../match/records.ts';
import type { OpenRoom } from '../matchmaking/matcher/types.ts';
import { newRating } from '../matchmaking/rating.ts';
import type { TicketQueue } from '../matchmaking/ticketQueue.ts';

interface OpenRoomsNeeds {
  live: Pick<LiveMatches, 'list'>;
  records: Pick<MatchRecords, 'ratingsIn'>;
  /** Knows how tables were made. One of friends was not queued for, and is nobody else's. */
  queue: Pick<TicketQueue, 'proposal' | 'find'>;
  blocksOf(players: PlayerId[]): Promise<ReadonlyMap<PlayerId, readonly PlayerId[]>>;
}

/** Tables of a game that wait for people and have seats free, as the matcher wants to know them. */
export async function openRooms(
  game: { name: string; seats: { max: number } } | undefined,
  { live, records, blocksOf, queue }: OpenRoomsNeeds,
): Promise<OpenRoom[]> {
  if (!game) return [];
  const waiting = (await live.list()).filter(
    (match) => match.game === game.name && match.phase === 'waiting' && match.players.length < game.seats.max,
  );
  const made = await Promise.all(
    waiting.map(async (table) => {
      const proposal = await queue.proposal(table.id);
      if (!proposal) return [];
      const tickets = await Promise.all(proposal.tickets.map((id) => queue.find(id)));
      // One that bots may fill is not for somebody who did not agree to them.
      if (tickets.every((ticket) => ticket?.bots)) return [];
      return [{ ...table, region: proposal.region }];
    }),
  );
  const tables = made.flat();
  if (tables.length === 0) return [];
  const people = tables.flatMap(({ players }) => players.flatMap(({ id, bot }) => (bot ? [] : [id])));
  const [ratings, blocks] = await Promise.all([records.ratingsIn(game.name, people), blocksOf(people)]);
  return tables.map(({ id, players, startedAt, region }) => ({
    id,
    region,
    free: game.seats.max - players.length,
    people: players
      .filter(({ bot }) => !bot)
      .map((player) => ({
        player: player.id,
        rating: ratings.get(player.id) ?? newRating(),
        blocked: blocks.get(player.id) ?? [],
      })),
    openedAt: startedAt,
  }));
}
