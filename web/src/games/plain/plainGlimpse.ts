import type { MatchView } from '../../../../client/matchView.ts';
import type { Glimpse } from '../Glimpse.ts';

/** Any game from afar: who sits there, and their points where it has such. */
export function plainGlimpse({ players }: MatchView): Glimpse {
  const seated = Object.values(players).sort((a, b) => a.seat - b.seat);
  return {
    seats: seated.map(({ id, face, bot, left, connected, points, score }) => ({
      id,
      face,
      bot,
      mood: left ? 'ghost' : connected || bot ? 'calm' : 'asleep',
      figure: [points, score].find((value) => typeof value === 'number')?.toString() ?? '',
      light: left ? 0 : 1,
      turn: false,
    })),
    centre: '',
    cards: [],
  };
}
