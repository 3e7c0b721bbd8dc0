import { hurt } from './harm.ts';
import { lagOf } from './lag.ts';
import { placeThen } from './past.ts';
import { CORE_HELD } from './shared/flags.ts';
import { aimsOf, hits, placeAfter, reachOf } from './shared/flight.ts';
import type { Spot } from './shared/map.ts';
import { FIRE } from './shared/move.ts';
import { CORE_HALVES, SHOT_GAP } from './shared/numbers.ts';
import { pull } from './shared/trigger.ts';
import { BLASTER, weaponOf } from './shared/weapons.ts';
import { type ArenaTable, type Bullet, type Fighter, playerOf, stands } from './state.ts';
import { tickOf } from './ticks.ts';

/** Lets a player's weapon go on by one command, and shoots when it is ready. */
export function handleWeapon(table: ArenaTable, fighter: Fighter, buttons: number, tick: number): void {
  const player = playerOf(table, fighter);
  const fires = (buttons & FIRE) !== 0 && tick - fighter.shot >= SHOT_GAP;
  const came = pull(fighter, weaponOf(player.weapon), fires);
  if (came === 'shot' || came === 'charges') fighter.shielded = Math.min(fighter.shielded, tick);
  if (came === 'shot' || came === 'charged') shoot(table, fighter, tick);
}

/** One step of all bullets that are on their way, against where everybody is now. */
export function flyBullets(table: ArenaTable): void {
  const { secret } = table;
  const flying = secret.bullets;
  secret.bullets = flying.filter((bullet) => fly(table, bullet, 0));
}

function shoot(table: ArenaTable, fighter: Fighter, tick: number): void {
  const player = playerOf(table, fighter);
  const gun = player.weapon;
  const weapon = weaponOf(gun);
  const lag = lagOf(fighter, tick);
  const { x, y } = fighter;
  const shots = (player.shots + 1) & 0xff;
  Object.assign(player, { shots, sx: x, sy: y, saim: player.aim, slag: lag, stick: tick & 0xff, sgun: gun });
  fighter.shot = tick;
  fighter.wait = weapon.every;
  const charged = table.state.core === CORE_HELD + fighter.seat;
  const damage = charged ? (weapon.damage * CORE_HALVES) / 2 : weapon.damage;
  for (const aim of aimsOf(player.aim, weapon)) {
    const flight = { x, y, aim };
    const bullet = { ...flight, seat: fighter.seat, gun, damage, far: 0, reach: reachOf(flight, weapon) };
    if (catchUp(table, bullet, lag)) table.secret.bullets.push(bullet);
  }
  if (weapon.ammo === 0) return;
  player.ammo -= 1;
  if (player.ammo === 0) player.weapon = BLASTER;
}

/**
 * A new bullet flies the steps that its shooter's screen was behind, each against where everybody was then; from there
 * on it lives in the present. So one hits what one saw for the whole flight. False when it is spent.
 */
function catchUp(table: ArenaTable, bullet: Bullet, lag: number): boolean {
  for (let ago = lag - 1; ago >= 0; ago--) {
    if (!fly(table, bullet, ago, true)) return false;
  }
  return true;
}

/**
 * One step of a bullet.
 * @param then against places of so many steps ago, instead of those of now. False when it is spent
 */
function fly(table: ArenaTable, bullet: Bullet, ago: number, then = false): boolean {
  const { fighters } = table.secret;
  const { speed } = weaponOf(bullet.gun);
  const from = placeAfter(bullet, bullet.far);
  bullet.far = Math.min(bullet.reach, bullet.far + speed);
  const to = placeAfter(bullet, bullet.far);
  let first: Fighter | undefined;
  let near = 0;
  for (const fighter of fighters) {
    if (fighter.seat === bullet.seat || !stands(fighter)) continue;
    const at: Spot | undefined = then ? placeThen(table.secret, fighter.seat, ago) : fighter;
    if (!at || !hits(from, to, at)) continue;
    const along = (at.x - from.x) * (to.x - from.x) + (at.y - from.y) * (to.y - from.y);
    if (first === undefined || along < near) [first, near] = [fighter, along];
  }
  if (!first) return bullet.far < bullet.reach;
  const shooter = fighters[bullet.seat] as Fighter;
  if (shooter.left === 0 && first.shielded <= tickOf(table))
    hurt(table, shooter, first, bullet.damage, bullet.gun);
  return false;
}
