import type { BotMind } from '../../game.ts';
import { angleOf, turnBetween } from '../shared/angles.ts';
import { apart } from '../shared/map.ts';
import { BOT_LAG } from '../shared/numbers.ts';
import { isClear } from '../shared/segments.ts';
import { weaponOf } from '../shared/weapons.ts';
import { note, noted } from './notes.ts';
import type { Other, Sight } from './sight.ts';

/** Steps from seeing somebody to shooting, for a beginner and for an expert: 450 and 150 ms. */
const REACTION = [30, 10] as const;
/** By how much aim is off, at most: 12 and 3 degrees. */
const ERROR = [137, 34] as const;
/** How fast it turns, per command. */
const TURNS = [110, 260] as const;
/** So near to where it wants to shoot it shoots. */
const CLOSE_ENOUGH = 60;

/** From a beginner's to an expert's. */
function bySkill([low, high]: readonly [number, number], { skill }: BotMind): number {
  return Math.round(low + (high - low) * skill);
}

/** Whom it fights now: who is nearest of those in sight, the weak before the strong for who plays well. */
export function chooseTarget(sight: Sight, mind: BotMind): Other | undefined {
  const inSight = sight.others.filter((other) => !other.shielded && isClear(sight.me, other));
  const before = noted(mind, 'target') - 1;
  const cost = (other: Other) => {
    const far = Math.sqrt(apart(sight.me, other));
    return far + other.hp * 40 * mind.skill - (other.seat === before ? 1_500 : 0);
  };
  const [first, ...more] = inSight;
  if (!first) {
    note(mind, 'target', 0);
    return undefined;
  }
  const target = more.reduce((best, other) => (cost(other) < cost(best) ? other : best), first);
  if (target.seat !== before) {
    note(mind, 'target', target.seat + 1);
    note(mind, 'seen', sight.tick);
  }
  return target;
}

/** Where it looks next, and whether it shoots. */
export function aimAt(sight: Sight, target: Other, mind: BotMind): { aim: number; fire: boolean } {
  if (sight.tick >= noted(mind, 'steady')) {
    const most = bySkill(ERROR, mind);
    note(mind, 'error', mind.random.int(-most, most));
    note(mind, 'steady', sight.tick + mind.random.int(16, 40));
  }
  const wanted = (leadOf(sight, target, mind) + noted(mind, 'error') + 4_096) & 4_095;
  const most = bySkill(TURNS, mind);
  const by = turnBetween(sight.aim, wanted);
  const aim = (sight.aim + Math.max(-most, Math.min(most, by)) + 4_096) & 4_095;
  const { range } = weaponOf(sight.weapon);
  const inRange = apart(sight.me, target) < range * range;
  const awake = sight.tick - noted(mind, 'seen') >= bySkill(REACTION, mind) - BOT_LAG;
  return { aim, fire: inRange && awake && Math.abs(turnBetween(aim, wanted)) < CLOSE_ENOUGH };
}

/** Where to shoot so that the bullet meets who runs on: the better the player, the more of it. */
function leadOf({ me, weapon }: Sight, { x, y, vx, vy }: Other, { skill }: BotMind): number {
  const { speed, charge } = weaponOf(weapon);
  let [dx, dy] = [x - me.x, y - me.y];
  const steps = Math.sqrt(dx * dx + dy * dy) / speed + charge;
  const much = 0.4 + 0.6 * skill;
  [dx, dy] = [dx + vx * steps * much, dy + vy * steps * much];
  return angleOf(Math.round(dx), Math.round(dy));
}
