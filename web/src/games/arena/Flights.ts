import { aimsOf, placeAfter, reachOf } from '../../../../src/games/arena/shared/flight.ts';
import type { Spot } from '../../../../src/games/arena/shared/map.ts';
import { weaponOf } from '../../../../src/games/arena/shared/weapons.ts';
import type { Body, Moment } from './moment.ts';

/** A bullet on its way. */
export interface Flying {
  seat: number;
  /** The number of the shot. */
  shot: number;
  gun: number;
  x: number;
  y: number;
  aim: number;
  /** mm that it flew when it was first seen, and that it can fly. */
  from: number;
  reach: number;
  /** The tick at which it had flown nothing. */
  born: number;
  speed: number;
}

/** A bullet that ended: at a wall, or where it was last seen. */
export interface Ended extends Spot {
  seat: number;
  gun: number;
  /** Against a wall, and not in the air. */
  wall: boolean;
}

/** A shot that was not there a frame ago. */
export interface Shot {
  body: Body;
  gun: number;
}

/** Derives from what the state says of each player's last shot where all bullets are. */
export class Flights {
  flying: Flying[] = [];
  readonly #shots = new Map<string, number>();

  /** What is new, and what ended, since the last frame. */
  follow({ tick, bodies }: Moment): { shots: Shot[]; ended: Ended[] } {
    const shots: Shot[] = [];
    for (const body of bodies) {
      const known = this.#shots.get(body.id);
      this.#shots.set(body.id, body.shots);
      if (known === undefined || known === body.shots) continue;
      if (isAfter(known, body.shots)) {
        // A little back: what is to be shot was not shot.
        this.flying = this.flying.filter(
          ({ seat, shot }) => seat !== body.seat || !isAfter(shot, body.shots),
        );
        continue;
      }
      shots.push({ body, gun: body.sgun });
      this.#launch(body, tick);
    }
    const ended: Ended[] = [];
    this.flying = this.flying.filter((one) => {
      if (this.farOf(one, tick) < one.reach) return true;
      ended.push({
        ...placeAfter(one, one.reach),
        seat: one.seat,
        gun: one.gun,
        wall: one.reach < weaponOf(one.gun).range,
      });
      return false;
    });
    return { shots, ended };
  }

  /** Shots of a seat that were none. */
  withdraw(seat: number, shots: readonly number[]): void {
    if (shots.length === 0) return;
    this.flying = this.flying.filter((one) => one.seat !== seat || !shots.includes(one.shot));
  }

  /** Somebody was hit by this seat: takes the bullet away that did it, the nearest. */
  stop(seat: number, at: Spot, tick: number): void {
    let [best, near] = [-1, 3_000 * 3_000];
    for (const [i, one] of this.flying.entries()) {
      if (one.seat !== seat) continue;
      const place = placeAfter(one, this.farOf(one, tick));
      const far = (place.x - at.x) ** 2 + (place.y - at.y) ** 2;
      if (far < near) [best, near] = [i, far];
    }
    if (best >= 0) this.flying.splice(best, 1);
  }

  farOf({ born, speed, reach }: Flying, tick: number): number {
    return Math.max(0, Math.min(reach, (tick - born) * speed));
  }

  #launch({ seat, shots, sx, sy, saim, slag, stick, sgun }: Body, tick: number): void {
    const weapon = weaponOf(sgun);
    const age = (Math.floor(tick) - stick) & 0xff;
    const born = Math.floor(tick) - (age > 128 ? 0 : age) - slag;
    for (const aim of aimsOf(saim, weapon)) {
      const flight = { x: sx, y: sy, aim };
      const reach = reachOf(flight, weapon);
      this.flying.push({
        ...flight,
        seat,
        shot: shots,
        gun: sgun,
        from: slag * weapon.speed,
        reach,
        born,
        speed: weapon.speed,
      });
    }
  }
}

/** Numbers of shots go around. */
function isAfter(shot: number, other: number): boolean {
  const by = (shot - other) & 0xff;
  return by > 0 && by < 128;
}
