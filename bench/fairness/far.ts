import { placeThen } from '../../src/games/arena/past.ts';
import { type Flight, hits, placeAfter } from '../../src/games/arena/shared/flight.ts';
import { apart, type Spot } from '../../src/games/arena/shared/map.ts';
import { weaponOf } from '../../src/games/arena/shared/weapons.ts';
import { type ArenaTable, type Bullet, type Fighter, playerOf } from '../../src/games/arena/state.ts';

/** A hit whose bullet is farther than this from where its victim is, mm, is one that the victim cannot understand. */
const FAR = 600;

/** The way of a bullet in one step. */
type Way = readonly [from: Spot, to: Spot];

/** Whether a bullet that hit on this way was far from where its victim is now. */
export function isFar([from, to]: Way, victim: Spot): boolean {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return Math.min(apart(from, victim), apart(to, victim), apart(middle, victim)) > FAR * FAR;
}

/**
 * The way on which a bullet of `by` hit just now, in the game itself.
 * @param flying the bullets that flew before; one that hit flies no more, and one that hit while it caught up never did
 */
export function wayOfHit(table: ArenaTable, by: Fighter, victim: Fighter, flying: readonly Bullet[]): Way {
  const spent = flying.filter((one) => one.seat === by.seat && !table.secret.bullets.includes(one));
  const ways = spent.map((one) => wayUpTo(one, one.far, weaponOf(one.gun).speed));
  const [first, ...more] = ways;
  if (!first) return caughtUp(table, by, victim);
  return more.reduce((best, one) => (apart(one[1], victim) < apart(best[1], victim) ? one : best), first);
}

/** Of the latest shot, which has hit nobody in the present. */
function caughtUp(table: ArenaTable, by: Fighter, victim: Fighter): Way {
  const { sx, sy, saim, slag, sgun } = playerOf(table, by);
  const flight = { x: sx, y: sy, aim: saim };
  const { speed } = weaponOf(sgun);
  for (let step = 1; step <= slag; step++) {
    const way = wayUpTo(flight, step * speed, speed);
    const then = placeThen(table.secret, victim.seat, slag - step);
    if (then && hits(...way, then)) return way;
  }
  throw new Error('a hit of no bullet');
}

const wayUpTo = (flight: Flight, far: number, speed: number): Way => [
  placeAfter(flight, Math.max(0, far - speed)),
  placeAfter(flight, far),
];
