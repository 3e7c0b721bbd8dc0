import type { PlayerId } from '../lib/ids.ts';
import type { LiveMatches } from '../match/live.ts';
import type { TellPlayer } from '../players/updates.ts';
import { faceOf } from '../protocol/face.ts';
import type { TableOptions } from '../table/hosting.ts';

interface MatchFoundNeeds {
  live: Pick<LiveMatches, 'seat'>;
  tell: TellPlayer;
  now(): number;
}

/** Tells a player of the table that was made for them, with a seat that is kept for 15 s. */
export async function sendMatchFound(
  game: string,
  { match, seats, quality, why }: TableOptions,
  player: PlayerId,
  { live, tell, now }: MatchFoundNeeds,
): Promise<void> {
  await tell(player, 'match_found', {
    match_id: match,
    game,
    opponents: seats
      .filter(({ id }) => id !== player)
      .map(({ id, name, face, bot }) => ({ id, name, face: faceOf(id, face), bot })),
    seat: await live.seat(match, player),
    quality,
    why,
    timestamp: now(),
  });
}
