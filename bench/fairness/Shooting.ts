import { hurt } from '../../src/games/arena/harm.ts';
import { hits, placeAfter, reachOf } from '../../src/games/arena/shared/flight.ts';
import type { Spot } from '../../src/games/arena/shared/map.ts';
import { COMMAND_STEPS } from '../../src/games/arena/shared/numbers.ts';
import { BLASTER, WEAPONS } from '../../src/games/arena/shared/weapons.ts';
import { type ArenaTable, type Bullet, type Fighter, playerOf, stands } from '../../src/games/arena/state.ts';
import { isFar } from './far.ts';
import type { LagRule } from './rules.ts';

const KEPT = 48;

interface Shot extends Bullet {
  lag: number;
}

/** What one player's shots came to. */
export interface Tally {
  shots: number;
  hits: number;
  far: number;
}

/** Blasters under a rule of one's choice, in place of the game's own. Everything else is as the game has it. */
export class Shooting {
  readonly tallies: Tally[] = [];
  readonly #rule: LagRule;
  readonly #table: ArenaTable;
  readonly #past: (Spot | undefined)[][] = [];
  readonly #waits: number[] = [];
  #shots: Shot[] = [];

  constructor(rule: LagRule, table: ArenaTable) {
    this.#rule = rule;
    this.#table = table;
    for (const _ of table.secret.fighters) {
      this.tallies.push({ shots: 0, hits: 0, far: 0 });
      this.#waits.push(0);
    }
  }

  /** A command of a player has been taken. @param behind steps that their screen was behind */
  command(fighter: Fighter, fires: boolean, behind: number): void {
    const { seat } = fighter;
    this.#waits[seat] = Math.max(0, (this.#waits[seat] ?? 0) - COMMAND_STEPS);
    if (!fires || this.#waits[seat] > 0 || !stands(fighter)) return;
    const weapon = WEAPONS[BLASTER];
    this.#waits[seat] = weapon.every;
    fighter.shielded = 0;
    (this.tallies[seat] as Tally).shots += 1;
    const lag = Math.min(behind, this.#rule.most, this.#past.length);
    const flight = { x: fighter.x, y: fighter.y, aim: playerOf(this.#table, fighter).aim };
    const bullet = { ...flight, seat, gun: BLASTER, damage: weapon.damage, far: 0 };
    const shot = { ...bullet, reach: reachOf(flight, weapon), lag };
    if (this.#rule.rewound) this.#shots.push(shot);
    else if (this.#catchUp(shot)) this.#shots.push(shot);
  }

  /** A step of the game has been made. */
  step(): void {
    const { fighters } = this.#table.secret;
    this.#past.push(fighters.map((one) => (stands(one) ? { x: one.x, y: one.y } : undefined)));
    if (this.#past.length > KEPT) this.#past.shift();
    this.#shots = this.#shots.filter((shot) => this.#fly(shot, this.#rule.rewound ? shot.lag : 0));
  }

  #catchUp(shot: Shot): boolean {
    for (let ago = shot.lag - 1; ago >= 0; ago--) if (!this.#fly(shot, ago)) return false;
    return true;
  }

  #fly(shot: Shot, ago: number): boolean {
    const { fighters } = this.#table.secret;
    const from = placeAfter(shot, shot.far);
    shot.far = Math.min(shot.reach, shot.far + WEAPONS[BLASTER].speed);
    const to = placeAfter(shot, shot.far);
    const places = this.#past.at(-1 - ago) ?? [];
    const victim = fighters.find((one) => {
      const at = places[one.seat];
      return one.seat !== shot.seat && stands(one) && at !== undefined && hits(from, to, at);
    });
    if (!victim) return shot.far < shot.reach;
    if (victim.shielded * 15 > this.#table.now) return false;
    const tally = this.tallies[shot.seat] as Tally;
    tally.hits += 1;
    if (isFar([from, to], victim)) tally.far += 1;
    hurt(this.#table, fighters[shot.seat] as Fighter, victim, shot.damage, BLASTER);
    return false;
  }
}
