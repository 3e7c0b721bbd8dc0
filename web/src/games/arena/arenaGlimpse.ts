import type { MatchView } from '../../../../client/matchView.ts';
import { AWAY, CORE_HELD, CORE_LIES, LEADING } from '../../../../src/games/arena/shared/flags.ts';
import { BOXES, CORE, STARTS } from '../../../../src/games/arena/shared/map.ts';
import { HEALTH, HEIGHT, STEP_MS, WIDTH } from '../../../../src/games/arena/shared/numbers.ts';
import { clock } from '../../lib/duration.ts';
import { timeLeft } from '../../table/gameTime.ts';
import type { Glimpse, GlimpsedSeat, Glimpses, Ground } from '../Glimpse.ts';

const number = (value: unknown) => (typeof value === 'number' ? value : 0);

const EMPTY: Ground = { width: WIDTH, height: HEIGHT, walls: BOXES, prize: null };

/** An arena from afar: where everybody is, their points and health, the core, and how long it still goes on. */
export const arenaGlimpses: Glimpses = { of: arenaGlimpse, ground: EMPTY, starts: STARTS };

function arenaGlimpse(state: MatchView): Glimpse {
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
      at: spotOf(player),
    })),
    centre: state.phase === 'playing' && left !== null ? clock(left) : '',
    cards: [],
    ground: { ...EMPTY, prize: prizeOf(number(state.core), players) },
  };
}

function spotOf({ x, y }: MatchView['players'][string]): { x: number; y: number } {
  return { x: number(x), y: number(y) };
}

function prizeOf(core: number, players: MatchView['players'][string][]): Ground['prize'] {
  if (core === CORE_LIES) return CORE;
  const holder = core >= CORE_HELD ? players.find(({ seat }) => seat === core - CORE_HELD) : undefined;
  return holder ? spotOf(holder) : null;
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
