import type { MatchView } from '../../../../client/matchView.ts';
import { clock } from '../../lib/duration.ts';
import { timeLeft } from '../../table/gameTime.ts';
import type { Glimpse } from '../Glimpse.ts';
import { CRITICAL_POINTS, FULL_POINTS, leaders } from './points.ts';
import { readRelay } from './relayView.ts';
import { seatMood } from './seatMood.ts';

/** A relay table from afar: who has how much light, and how long it still goes on. */
export function relayGlimpse(state: MatchView): Glimpse {
  const { phase, players, ends_at, elapsed } = readRelay(state);
  const started = phase === 'playing' || phase === 'finished';
  const ahead = leaders(players);
  const left = timeLeft(ends_at, elapsed);
  return {
    seats: players.map((player) => {
      const { id, face, bot, points, connected, left: gone } = player;
      const active = player.active || !started;
      return {
        id,
        face,
        bot,
        mood: seatMood({
          started,
          active,
          away: !connected && !bot && !gone,
          critical: started && points < CRITICAL_POINTS,
          fedNow: false,
          first: phase === 'finished' && ahead.includes(id),
        }),
        figure: started ? (active ? String(points) : 'out') : '',
        light: started ? (active ? Math.min(1, points / FULL_POINTS) : 0) : 1,
        turn: false,
      };
    }),
    centre: phase === 'playing' && left !== null ? clock(left) : '',
    cards: [],
  };
}
