import type { LiveMatches } from '../match/live.ts';
import type { MatchRecords } from '../match/records.ts';
import type { OpenRoom } from '../matchmaking/matcher/types.ts';
import { newRating } from '../matchmaking/rating.ts';

export interface OpenRoomsNeeds {
  live: Pick<LiveMatches, 'list'>;
  records: Pick<MatchRecords, 'ratingsIn'>;
  /** How a table was made. Null for one of friends, which is nobody else's. */
  proposalOf(match: string): Promise<{ region: string | null; tickets: string[] } | null>;
  /** May bots sit down with these tickets. */
  botsAllowed(tickets: string[]): Promise<boolean>;
  blocksOf(players: string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** Tables of a game that wait for people and have seats free, as the matcher wants to know them. */
export async function openRooms(
  game: { name: string; seats: { max: number } },
  { live, records, blocksOf, proposalOf, botsAllowed }: OpenRoomsNeeds,
): Promise<OpenRoom[]> {
  const waiting = (await live.list()).filter(
    (match) => match.game === game.name && match.phase === 'waiting' && match.players.length < game.seats.max,
  );
  const made = await Promise.all(
    waiting.map(async (table) => {
      const proposal = await proposalOf(table.id);
      // One that bots may fill is not for somebody who did not agree to them.
      if (!proposal || (await botsAllowed(proposal.tickets))) return [];
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
