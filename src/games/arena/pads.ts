import { PADS, type Pad, within } from './shared/map.ts';
import { HEAL, HEAL_EVERY, HEALTH, PAD_REACH, WEAPON_EVERY } from './shared/numbers.ts';
import { RAIL, SCATTER, weaponOf } from './shared/weapons.ts';
import { type ArenaPlayer, type ArenaTable, type Fighter, playerOf, stands } from './state.ts';
import { secondsTo } from './ticks.ts';

/** One step of the pads: who stands on one takes what lies there. True when that is to be seen. */
export function stepPads(table: ArenaTable, tick: number): boolean {
  const { state, secret } = table;
  let changed = false;
  for (const [i, pad] of PADS.entries()) {
    const due = secret.pads[i] ?? 0;
    if (due <= tick) {
      const taker = secret.fighters.find(
        (one) => stands(one) && within(PAD_REACH, one, pad) && gives(table, pad, one),
      );
      if (taker) secret.pads[i] = tick + (pad.gift === 'heal' ? HEAL_EVERY : WEAPON_EVERY);
    }
    const seconds = secondsTo(tick, secret.pads[i] ?? 0);
    if (state.pads[i] === seconds) continue;
    state.pads[i] = seconds;
    changed = true;
  }
  return changed;
}

/** Gives what lies on a pad, unless it would be of no use. */
function gives(table: ArenaTable, { gift }: Pad, fighter: Fighter): boolean {
  const player = playerOf(table, fighter);
  if (gift === 'heal') {
    if (player.hp >= HEALTH) return false;
    player.hp = Math.min(HEALTH, player.hp + HEAL);
    return true;
  }
  return arm(player, fighter, gift === 'scatter' ? SCATTER : RAIL);
}

function arm(player: ArenaPlayer, fighter: Fighter, weapon: number): boolean {
  const { ammo } = weaponOf(weapon);
  if (player.weapon === weapon && player.ammo === ammo) return false;
  player.weapon = weapon;
  player.ammo = ammo;
  fighter.charge = 0;
  return true;
}
