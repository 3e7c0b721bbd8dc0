import { CHARGING } from '../../../../../src/games/arena/shared/flags.ts';
import type { Spot } from '../../../../../src/games/arena/shared/map.ts';
import { type Command, FIRE } from '../../../../../src/games/arena/shared/move.ts';
import { pull, type Trigger } from '../../../../../src/games/arena/shared/trigger.ts';
import { BLASTER, weaponOf } from '../../../../../src/games/arena/shared/weapons.ts';
import type { Body } from '../moment.ts';

/** What a body says of its latest shot. */
export type ShotTold = Pick<Body, 'shots' | 'sx' | 'sy' | 'saim' | 'slag' | 'stick' | 'sgun'>;

/** What of oneself decides whether a command shoots. */
type Armed = Pick<Body, 'hp' | 'weapon' | 'ammo' | 'flags'> & ShotTold;

/** A shot that is shown, and that the server has not told of: as it is shown, and of which command. */
interface Foretold extends ShotTold {
  command: number;
}

/**
 * A shot of which the server tells nothing although it has answered so many commands more was none. Not at once: after
 * a burst of late commands it shoots some commands later than its player's screen.
 */
const LATER = 4;

/** One's own shots at once, by the rules of weapons; the server's word makes them real, or they are taken back. */
export class OwnShots {
  readonly #trigger: Trigger = { wait: 0, charge: 0 };
  /** Nothing was ever told: how long the weapon waits is not known. */
  #fresh = true;
  #known: number | null = null;
  #commands = 0;
  #foretold: Foretold[] = [];
  #shown: ShotTold = { shots: 0, sx: 0, sy: 0, saim: 0, slag: 0, stick: 0, sgun: 0 };

  /** The latest shot, as it is to be seen. */
  get shown(): ShotTold {
    return this.#shown;
  }

  /** A command went out. @param view the tick that the screen showed: the bullet flies from then on */
  command({ buttons, aim }: Command, at: Spot, me: Armed, view: number): void {
    this.#commands += 1;
    if (me.hp === 0) {
      Object.assign(this.#trigger, { wait: 0, charge: 0 });
      return;
    }
    const gun = this.#gun(me);
    const weapon = weaponOf(gun);
    const came = pull(this.#trigger, weapon, (buttons & FIRE) !== 0);
    if (came !== 'shot' && came !== 'charged') return;
    this.#trigger.wait = weapon.every;
    const shots = (this.#shown.shots + 1) & 0xff;
    const [sx, sy] = [Math.round(at.x), Math.round(at.y)];
    this.#shown = { shots, sx, sy, saim: aim, slag: 0, stick: Math.floor(view) & 0xff, sgun: gun };
    this.#foretold.push({ ...this.#shown, command: this.#commands });
  }

  /**
   * What the server says by now.
   * @param unanswered commands that went out, and that this does not answer
   * @returns numbers of shots that are taken back
   */
  told(me: Armed, unanswered: number): number[] {
    const refused: Foretold[] = [];
    if (this.#known === null) this.#begin(me);
    else if (this.#known !== me.shots) refused.push(...this.#confirm(me, (me.shots - this.#known) & 0xff));
    this.#known = me.shots;
    const answered = this.#commands - unanswered;
    while ((this.#foretold[0]?.command ?? answered) + LATER <= answered)
      refused.push(this.#foretold.shift() as Foretold);
    return refused.map(({ shots }) => shots);
  }

  /** Another room of the match: commands are counted anew. A weapon waits for commands, so it waits as it did. */
  reset(): void {
    this.#known = null;
    this.#commands = 0;
    this.#foretold = [];
  }

  /** The first that is told, in this room or at all. */
  #begin(me: Armed): void {
    this.#shown = shotOf(me);
    if ((me.flags & CHARGING) === 0) this.#trigger.charge = 0;
    // A page that comes in later shows its first shot a little late rather than one that is none.
    if (this.#fresh && me.shots > 0) this.#trigger.wait = weaponOf(me.weapon).every;
    this.#fresh = false;
  }

  /** The server tells of so many shots more. @returns those that it passed over */
  #confirm(me: Armed, more: number): Foretold[] {
    const same = this.#foretold.findIndex(
      ({ sx, sy, saim, sgun }) => sx === me.sx && sy === me.sy && saim === me.saim && sgun === me.sgun,
    );
    if (same !== -1) {
      const passed = this.#foretold.splice(0, same + 1);
      return passed.slice(0, Math.max(0, passed.length - more));
    }
    for (let i = 0; i < Math.min(more, 8); i++) {
      if (this.#foretold.shift()) continue;
      // One that was not foretold: another tab shot, or the screen was away.
      this.#shown = { ...shotOf(me), shots: (this.#shown.shots + 1) & 0xff };
    }
    return [];
  }

  /** The weapon that is left when what was foretold is shot. */
  #gun({ weapon, ammo }: Armed): number {
    if (weaponOf(weapon).ammo === 0) return weapon;
    const used = this.#foretold.filter(({ sgun }) => sgun === weapon).length;
    return ammo > used ? weapon : BLASTER;
  }
}

function shotOf({ shots, sx, sy, saim, slag, stick, sgun }: ShotTold): ShotTold {
  return { shots, sx, sy, saim, slag, stick, sgun };
}
