import type { LiveMatches } from '../match/live.ts';
import type { MatchRecords } from '../match/records.ts';
import type { OpenRoom } from '../matchmaking/matcher/types.ts';
import { newRating } from '../matchmaking/rating.ts';

export interface OpenRoomsNeeds {
  live: Pick<LiveMatches, 'list'>;
  records: Pick<MatchRecords, 'ratingsIn'>;
  blocksOf(players: string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

const SEATS = 5;

/** Tables of a game that wait for people and have seats free, as the matcher wants to know them. */
export async function openRooms(
  game: string,
  { live, records, blocksOf }: OpenRoomsNeeds,
): Promise<OpenRoom[]> {
  const tables = (await live.list()).filter(
    (match) => match.game === game && match.phase === 'waiting' && match.players.length < SEATS,
  );
  if (tables.length === 0) return [];
  const people = tables.flatMap(({ players }) => players.flatMap(({ id, bot }) => (bot ? [] : [id])));
  const [ratings, blocks] = await Promise.all([records.ratingsIn(game, people), blocksOf(people)]);
  return tables.map(({ id, players, startedAt }) => ({
    id,
    region: null,
    free: SEATS - players.length,
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
