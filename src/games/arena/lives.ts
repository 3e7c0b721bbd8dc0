import { die } from './harm.ts';
import { forget } from './past.ts';
import { AWAY, CHARGING, DASHING } from './shared/flags.ts';
import { apart, type Spot, STARTS } from './shared/map.ts';
import { AWAY_HEALTH, AWAY_STEPS, HEALTH, SHIELD_STEPS } from './shared/numbers.ts';
import { tenthsIn } from './shared/tenths.ts';
import { BLASTER } from './shared/weapons.ts';
import { type ArenaTable, type Fighter, playerOf, setFlag, stands } from './state.ts';
import { tenthsTo } from './ticks.ts';

/**
 * One step of who is out: they come back; who sends nothing is out of the way. True when that is to be seen, and
 * `decided` when it cost somebody a life: a death that was shown is never taken back.
 */
export function stepLives(table: ArenaTable, tick: number): boolean | 'decided' {
  let changed = false;
  let decided = false;
  for (const fighter of table.secret.fighters) {
    if (fighter.left > 0) continue;
    if (fighter.back > 0 && fighter.back <= tick) {
      enter(table, fighter, tick);
      changed = true;
    }
    if (!fighter.away && tick - fighter.heard >= AWAY_STEPS) {
      if (goAway(table, fighter)) decided = true;
      changed = true;
    }
    if (countDown(table, fighter, tick)) changed = true;
  }
  return decided ? 'decided' : changed;
}

/** Puts a player in, as far from the others as can be. */
export function enter(table: ArenaTable, fighter: Fighter, tick: number): void {
  const others = table.secret.fighters.filter((one) => one !== fighter && stands(one));
  placeAt(table, fighter, farthest(others), tick);
}

/** Puts a player in at a spot, as new. */
export function placeAt(table: ArenaTable, fighter: Fighter, { x, y }: Spot, tick: number): void {
  const fresh = { dash: 0, dash_wait: 0, wait: 0, charge: 0, back: 0, charged: 0, hurts: [] };
  Object.assign(fighter, { ...fresh, x, y, shielded: tick + SHIELD_STEPS });
  Object.assign(playerOf(table, fighter), { x, y, hp: HEALTH, weapon: BLASTER, ammo: 0 });
  forget(table.secret, fighter.seat);
}

/** A player who was out of the way sends commands again. */
export function comeBack(table: ArenaTable, fighter: Fighter, tick: number): void {
  fighter.away = false;
  setFlag(playerOf(table, fighter), AWAY, false);
  if (fighter.owed) enter(table, fighter, tick);
  fighter.owed = false;
  fighter.shielded = tick + SHIELD_STEPS;
  forget(table.secret, fighter.seat);
}

/** Who would have died anyway has died of it; nobody scores. True when it cost a life. */
function goAway(table: ArenaTable, fighter: Fighter): boolean {
  const player = playerOf(table, fighter);
  fighter.away = true;
  fighter.charge = 0;
  setFlag(player, AWAY, true);
  if (fighter.back > 0 || player.hp >= AWAY_HEALTH) return false;
  die(table, fighter);
  fighter.back = 0;
  fighter.owed = true;
  return true;
}

/** What runs down is shown in tenths of a second: nothing is written in the steps between. */
function countDown(table: ArenaTable, fighter: Fighter, tick: number): boolean {
  const player = playerOf(table, fighter);
  const shield = stands(fighter) ? tenthsTo(tick, fighter.shielded) : 0;
  const respawn = tenthsTo(tick, fighter.back);
  if (player.shield !== shield) player.shield = shield;
  if (player.respawn !== respawn) player.respawn = respawn;
  const dash = tenthsIn(fighter.dash_wait);
  if (player.dash_due !== dash) player.dash_due = dash;
  const dashes = setFlag(player, DASHING, fighter.dash > 0);
  return setFlag(player, CHARGING, fighter.charge > 0) || dashes;
}

/** The start whose nearest player is farthest away. */
function farthest(others: readonly Spot[]): Spot {
  let best = STARTS[0] as Spot;
  let far = -1;
  for (const start of STARTS) {
    const nearest = Math.min(...others.map((one) => apart(start, one)));
    if (nearest > far) [best, far] = [start, nearest];
  }
  return best;
}
