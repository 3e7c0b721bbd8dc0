import { angleOf, turnBetween } from '../../../../../src/games/arena/shared/angles.ts';
import type { Spot } from '../../../../../src/games/arena/shared/map.ts';
import { isClear } from '../../../../../src/games/arena/shared/segments.ts';

/** 6 degrees, and 10 m. */
const MOST_TURN = 68;
const MOST_FAR = 10_000;

/** Where one aims, and the target when one is helped. */
interface Aimed<T> {
  aim: number;
  target?: T;
}

/** Turns an aim to who is nearly in it, in sight and not far: for thumbs, not for a mouse. */
export function assisted<T extends Spot>(me: Spot, aim: number, targets: readonly T[]): Aimed<T> {
  let best: Aimed<T> = { aim };
  let turn = MOST_TURN + 1;
  for (const target of targets) {
    const to = angleTo(me, target);
    const by = Math.abs(turnBetween(aim, to));
    if (by >= turn || farOf(me, target) > MOST_FAR || !isClear(me, target)) continue;
    best = { aim: to, target };
    turn = by;
  }
  return best;
}

/**
 * The way to who is nearest of those in sight, or of all when nobody is; undefined when nobody is there. For who plays
 * by keys alone.
 */
export function nearestAim<T extends Spot>(me: Spot, targets: readonly T[]): Required<Aimed<T>> | undefined {
  const seen = targets.filter((target) => isClear(me, target));
  const [nearest] = [...(seen.length > 0 ? seen : targets)].sort((a, b) => farOf(me, a) - farOf(me, b));
  return nearest && { aim: angleTo(me, nearest), target: nearest };
}

function angleTo(me: Spot, to: Spot): number {
  return angleOf(Math.round(to.x - me.x), Math.round(to.y - me.y));
}

function farOf(a: Spot, b: Spot): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
