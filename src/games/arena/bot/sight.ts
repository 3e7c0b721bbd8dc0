import type { BotMind, Seen } from '../../game.ts';
import { AWAY } from '../shared/flags.ts';
import { reachOf } from '../shared/flight.ts';
import type { Spot } from '../shared/map.ts';
import { BOT_LAG, COMMAND_STEPS, STEP_MS } from '../shared/numbers.ts';
import { weaponOf } from '../shared/weapons.ts';
import type { ArenaState } from '../state.ts';

/**
 * So many looks lie between what is and what a bot sees of others, and between the two places that show how they move.
 */
const LATE = BOT_LAG / COMMAND_STEPS;
const APART = 3;
const KEPT = LATE + APART + 1;
/** By then every bullet is spent. */
const OLD = 120;

/** Another player as a bot sees them: as they were a moment ago. */
export interface Other extends Spot {
  seat: number;
  /** mm a step. */
  vx: number;
  vy: number;
  hp: number;
  shielded: boolean;
}

/** A shot that is on its way. */
export interface Danger extends Spot {
  aim: number;
  speed: number;
  /** mm that are behind it, and that it can fly. */
  far: number;
  reach: number;
}

/**
 * All that a bot goes by: its own body as its player feels it, and of the others what was to be seen some steps ago.
 */
export interface Sight {
  tick: number;
  me: Spot;
  hp: number;
  weapon: number;
  aim: number;
  others: readonly Other[];
  dangers: readonly Danger[];
  pads: readonly number[];
  core: number;
}

type Player = Seen<ArenaState>['state']['players'][string];

/** What a bot goes by now. It remembers what it saw for as long as it is late. */
export function sightOf({ me, state, now }: Seen<ArenaState>, mind: BotMind): Sight | undefined {
  const own = state.players[me];
  const tick = Math.floor(now / STEP_MS);
  const look = Math.floor(tick / COMMAND_STEPS);
  const others: Other[] = [];
  const dangers: Danger[] = [];
  for (const player of Object.values(state.players)) {
    if (player.id === me) continue;
    const other = otherOf(player, look, mind);
    if (other) others.push(other);
    const danger = dangerOf(player, tick, mind);
    if (danger) dangers.push(danger);
  }
  if (!own || !isThere(own)) return undefined;
  const { x, y, hp, weapon, aim } = own;
  return { tick, me: { x, y }, hp, weapon, aim, others, dangers, pads: state.pads, core: state.core };
}

const isThere = ({ hp, flags, left }: Player) => hp > 0 && (flags & AWAY) === 0 && !left;

/**
 * Where somebody was some looks ago; what they are now is kept for later. A place is one number: x and y side by side.
 */
function otherOf(player: Player, look: number, { notes }: BotMind): Other | undefined {
  const { seat, x, y, hp, shield } = player;
  const slot = (ago: number) => `${seat}@${(look - ago + KEPT) % KEPT}`;
  notes[slot(0)] = isThere(player) ? x * 65_536 + y : -1;
  const at = Number(notes[slot(LATE)] ?? -1);
  if (at < 0 || !isThere(player)) return undefined;
  const noted = Number(notes[slot(LATE + APART)] ?? -1);
  const before = noted < 0 ? at : noted;
  const [ax, ay] = [Math.floor(at / 65_536), at % 65_536];
  const steps = APART * COMMAND_STEPS;
  const vx = (ax - Math.floor(before / 65_536)) / steps;
  const vy = (ay - (before % 65_536)) / steps;
  return { seat, x: ax, y: ay, vx, vy, hp, shielded: shield > 0 };
}

/** The last shot of somebody, as late as everything else. */
function dangerOf(player: Player, tick: number, { notes }: BotMind): Danger | undefined {
  const { seat, shots, sx, sy, saim, slag, stick, sgun } = player;
  const age = (tick - stick) & 0xff;
  if (notes[`${seat}#`] !== shots) {
    notes[`${seat}#`] = shots;
    notes[`${seat}!`] = tick - age;
  }
  if (shots === 0 || age < BOT_LAG || tick - Number(notes[`${seat}!`]) > OLD) return undefined;
  const weapon = weaponOf(sgun);
  const flight = { x: sx, y: sy, aim: saim };
  const far = (slag + age) * weapon.speed;
  const reach = reachOf(flight, weapon);
  return far >= reach ? undefined : { ...flight, speed: weapon.speed, far, reach };
}
