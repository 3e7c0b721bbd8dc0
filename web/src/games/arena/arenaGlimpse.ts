import type { MatchView } from '../../../../client/matchView.ts';
import { AWAY, LEADING } from '../../../../src/games/arena/shared/flags.ts';
import { HEALTH, STEP_MS } from '../../../../src/games/arena/shared/numbers.ts';
import { clock } from '../../lib/duration.ts';
import { timeLeft } from '../../table/gameTime.ts';
import type { Glimpse, GlimpsedSeat } from '../Glimpse.ts';

const number = (value: unknown) => (typeof value === 'number' ? value : 0);

/** An arena from afar: everybody's points, how much health they have, and how long it still goes on. */
export function arenaGlimpse(state: MatchView): Glimpse {
  const started = state.phase === 'playing' || state.phase === 'finished';
  const left = timeLeftOf(state);
  const players = Object.values(state.players).sort((a, b) => a.seat - b.seat);
  return {
    seats: players.map((player) => ({
      id: player.id,
      face: player.face,
      bot: player.bot,
      mood: moodOf(player, started),
      figure: started ? String(number(player.score)) : '',
      light: started && !player.left ? number(player.hp) / HEALTH : started ? 0 : 1,
      turn: false,
    })),
    centre: state.phase === 'playing' && left !== null ? clock(left) : '',
    cards: [],
  };
}

/** Ms for which it still goes on; null while that is not known. */
export function timeLeftOf({ ends_at, tick }: MatchView): number | null {
  return timeLeft(number(ends_at), number(tick) * STEP_MS);
}

function moodOf(player: MatchView['players'][string], started: boolean): GlimpsedSeat['mood'] {
  const { left, connected, bot, flags, hp } = player;
  if (left) return 'ghost';
  if ((!connected && !bot) || (number(flags) & AWAY) !== 0) return 'asleep';
  if (!started) return 'calm';
  if (number(hp) === 0) return 'ghost';
  return (number(flags) & LEADING) !== 0 ? 'proud' : number(hp) <= 40 ? 'sweating' : 'calm';
}
