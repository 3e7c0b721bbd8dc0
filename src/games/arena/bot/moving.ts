import type { BotMind } from '../../game.ts';
import { cos, ONE, sin } from '../shared/angles.ts';
import { CORE_COMING, CORE_LIES } from '../shared/flags.ts';
import { placeAfter } from '../shared/flight.ts';
import { apart, CORE, type Gift, PADS, type Spot } from '../shared/map.ts';
import { FULL } from '../shared/move.ts';
import { HEIGHT, RADIUS, WIDTH } from '../shared/numbers.ts';
import { isClear } from '../shared/segments.ts';
import { BLASTER, RAIL, SCATTER } from '../shared/weapons.ts';
import { note, noted } from './notes.ts';
import type { Danger, Other, Sight } from './sight.ts';
import { nextSpot, WAYPOINTS } from './ways.ts';

/** A way to go, at most 1 long. */
interface Way {
  x: number;
  y: number;
}

/** How far it likes to be from its target, by weapon. */
const DISTANCE: Readonly<Record<number, number>> = { [BLASTER]: 6_000, [SCATTER]: 2_600, [RAIL]: 9_000 };
/** Where one stands to take the core: it lies on a block. */
const BESIDE_CORE: readonly Spot[] = [
  { x: CORE.x - 1_500, y: CORE.y },
  { x: CORE.x + 1_500, y: CORE.y },
  { x: CORE.x, y: CORE.y - 1_500 },
  { x: CORE.x, y: CORE.y + 1_500 },
];
/** It goes out of its way for a pad so far. */
const DETOUR = 9_000;
/** A bullet that comes nearer than this is a danger, so many steps before. */
const NEAR = 950;
const SOON = 34;

/** Where it goes: out of danger, to what it needs, round its target, or about. */
export function chooseWay(sight: Sight, target: Other | undefined, mind: BotMind): Way {
  const errand = errandOf(sight, mind, target !== undefined);
  if (errand) return towards(sight.me, nextSpot(sight.me, errand));
  if (target) return around(sight, target, mind);
  return towards(sight.me, nextSpot(sight.me, quarry(sight, mind)));
}

/** Which way to step aside from a shot; undefined when none comes near, or when it did not notice. */
export function dodge(sight: Sight, mind: BotMind): Way | undefined {
  if (sight.tick < noted(mind, 'dodged')) return undefined;
  const danger = sight.dangers.find((one) => comesNear(sight.me, one));
  if (!danger) return undefined;
  note(mind, 'dodged', sight.tick + 14);
  if (!mind.random.chance(0.15 + 0.8 * mind.skill)) return undefined;
  const [ax, ay] = [cos(danger.aim) / ONE, sin(danger.aim) / ONE];
  const side = (sight.me.x - danger.x) * ay - (sight.me.y - danger.y) * ax >= 0 ? 1 : -1;
  const way = { x: ay * side, y: -ax * side };
  // Not into a wall.
  return isFree(sight.me, way) ? way : { x: -way.x, y: -way.y };
}

/** What is worth going to now, if anything is. */
function errandOf(sight: Sight, { skill }: BotMind, fights: boolean): Spot | undefined {
  if (sight.hp < 35 + 25 * skill) return padOf(sight, 'heal');
  if (sight.core === CORE_LIES || (sight.core === CORE_COMING && skill > 0.4)) {
    return nearestOf(sight.me, BESIDE_CORE);
  }
  if (sight.weapon !== BLASTER) return undefined;
  const detour = fights ? DETOUR / 2 : DETOUR;
  return padOf(sight, 'scatter', detour) ?? padOf(sight, 'rail', detour);
}

function padOf({ me, pads }: Sight, gift: Gift, detour = WIDTH): Spot | undefined {
  const open = PADS.filter((pad, i) => pad.gift === gift && (pads[i] ?? 0) <= 2);
  const near = open.filter((pad) => apart(me, pad) < detour * detour);
  return nearestOf(me, near);
}

function nearestOf<S extends Spot>(me: Spot, spots: readonly S[]): S | undefined {
  const [first, ...more] = spots;
  return first && more.reduce((best, one) => (apart(me, one) < apart(me, best) ? one : best), first);
}

/** Who is nearest, or a stroll when nobody is there. */
function quarry(sight: Sight, mind: BotMind): Spot {
  const { me, others } = sight;
  const nearest = nearestOf(me, others);
  if (nearest) return nearest;
  const at = WAYPOINTS[noted(mind, 'wander') - 1];
  if (at && apart(me, at) > 1_500 * 1_500) return at;
  const next = mind.random.int(0, WAYPOINTS.length - 1);
  note(mind, 'wander', next + 1);
  return WAYPOINTS[next] as Spot;
}

/** Round its target, nearer or farther as the weapon likes it, now one way and now the other. */
function around({ me, tick, weapon }: Sight, target: Other, mind: BotMind): Way {
  if (tick >= noted(mind, 'turn')) {
    note(mind, 'strafe', mind.random.chance(0.5) ? 1 : -1);
    note(mind, 'turn', tick + mind.random.int(25, 80));
  }
  const to = towards(me, target);
  const far = Math.sqrt(apart(me, target));
  const wanted = DISTANCE[weapon] ?? 6_000;
  const closer = Math.max(-1, Math.min(1, (far - wanted) / 2_000));
  const strafe = noted(mind, 'strafe');
  const way = unit({ x: to.x * closer - to.y * strafe, y: to.y * closer + to.x * strafe });
  if (isFree(me, way)) return way;
  note(mind, 'strafe', -strafe);
  return unit({ x: to.x * closer + to.y * strafe, y: to.y * closer - to.x * strafe });
}

function comesNear(me: Spot, danger: Danger): boolean {
  const [dx, dy] = [cos(danger.aim) / ONE, sin(danger.aim) / ONE];
  const at = placeAfter(danger, danger.far);
  const [px, py] = [me.x - at.x, me.y - at.y];
  const along = px * dx + py * dy;
  if (along < 0 || along > danger.speed * SOON || danger.far + along > danger.reach) return false;
  return Math.abs(px * dy - py * dx) < NEAR;
}

function isFree({ x, y }: Spot, way: Way): boolean {
  const to = { x: x + Math.round(way.x * 900), y: y + Math.round(way.y * 900) };
  if (to.x < RADIUS || to.y < RADIUS || to.x > WIDTH - RADIUS || to.y > HEIGHT - RADIUS) return false;
  return isClear({ x, y }, to, RADIUS - 10);
}

function towards(from: Spot, to: Spot): Way {
  return unit({ x: to.x - from.x, y: to.y - from.y });
}

function unit({ x, y }: Way): Way {
  const length = Math.sqrt(x * x + y * y);
  return length < 1e-6 ? { x: 0, y: 0 } : { x: x / length, y: y / length };
}

/** A way as a command says it. @param speed of 1 */
export function asMove({ x, y }: Way, speed: number): { mx: number; my: number } {
  return { mx: Math.round(x * FULL * speed), my: Math.round(y * FULL * speed) };
}
