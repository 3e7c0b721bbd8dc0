import type { Spot } from '../../../../../src/games/arena/shared/map.ts';
import { type Command, FIRE } from '../../../../../src/games/arena/shared/move.ts';
import { pull, type Trigger } from '../../../../../src/games/arena/shared/trigger.ts';
import { BLASTER, weaponOf } from '../../../../../src/games/arena/shared/weapons.ts';
import type { Body } from '../moment.ts';

/** What a body says of its latest shot. */
export type ShotTold = Pick<Body, 'shots' | 'sx' | 'sy' | 'saim' | 'slag' | 'stick' | 'sgun'>;

/** What of oneself decides whether a command shoots. */
type Armed = Pick<Body, 'hp' | 'weapon' | 'ammo'> & ShotTold;

/** A shot that is shown, and that the server has not told of. */
interface Foretold {
  number: number;
  gun: number;
  at: number;
}

/** A shot that the server tells nothing of for so long was none, ms. */
const DOUBTED_MS = 600;

/** One's own shots at once, by the rules of weapons; the server's word makes them real, or they are taken back. */
export class OwnShots {
  #trigger: Trigger = { wait: 0, charge: 0 };
  #known: number | null = null;
  #foretold: Foretold[] = [];
  #shown: ShotTold = { shots: 0, sx: 0, sy: 0, saim: 0, slag: 0, stick: 0, sgun: 0 };

  /** The latest shot, as it is to be seen. */
  get shown(): ShotTold {
    return this.#shown;
  }

  /** A command went out. @param view the tick that the screen showed: the bullet flies from then on */
  command({ buttons, aim }: Command, at: Spot, me: Armed, view: number, now: number): void {
    if (me.hp === 0) {
      this.#trigger = { wait: 0, charge: 0 };
      return;
    }
    const gun = this.#gun(me);
    const weapon = weaponOf(gun);
    const came = pull(this.#trigger, weapon, (buttons & FIRE) !== 0);
    if (came !== 'shot' && came !== 'charged') return;
    this.#trigger.wait = weapon.every;
    const number = (this.#shown.shots + 1) & 0xff;
    this.#foretold.push({ number, gun, at: now });
    const [sx, sy] = [Math.round(at.x), Math.round(at.y)];
    this.#shown = { shots: number, sx, sy, saim: aim, slag: 0, stick: Math.floor(view) & 0xff, sgun: gun };
  }

  /** What the server says by now. @returns numbers of shots that are taken back */
  told(me: Armed, now: number): number[] {
    if (this.#known === null) this.#shown = shotOf(me);
    const more = this.#known === null ? 0 : (me.shots - this.#known) & 0xff;
    this.#known = me.shots;
    for (let i = 0; i < Math.min(more, 8); i++) {
      if (this.#foretold.shift()) continue;
      // One that was not foretold: another tab shot, or the screen was away.
      this.#shown = { ...shotOf(me), shots: (this.#shown.shots + 1) & 0xff };
    }
    const doubted = this.#foretold.filter(({ at }) => now - at > DOUBTED_MS);
    this.#foretold = this.#foretold.filter(({ at }) => now - at <= DOUBTED_MS);
    return doubted.map(({ number }) => number);
  }

  /** Another room, or another match. */
  reset(): void {
    this.#trigger = { wait: 0, charge: 0 };
    this.#known = null;
    this.#foretold = [];
  }

  /** The weapon that is left when what was foretold is shot. */
  #gun({ weapon, ammo }: Armed): number {
    if (weaponOf(weapon).ammo === 0) return weapon;
    const used = this.#foretold.filter(({ gun }) => gun === weapon).length;
    return ammo > used ? weapon : BLASTER;
  }
}

function shotOf({ shots, sx, sy, saim, slag, stick, sgun }: ShotTold): ShotTold {
  return { shots, sx, sy, saim, slag, stick, sgun };
}
