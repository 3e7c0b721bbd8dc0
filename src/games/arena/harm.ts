import { HOUSE } from '../game.ts';
import { loseCore } from './core.ts';
import { LEADING } from './shared/flags.ts';
import {
  ASSIST_DAMAGE,
  ASSIST_POINTS,
  ASSIST_STEPS,
  BOUNTY_POINTS,
  DOUBLE_FROM,
  KILL_POINTS,
  RESPAWN_STEPS,
} from './shared/numbers.ts';
import { weaponOf } from './shared/weapons.ts';
import { type ArenaTable, type Fighter, playerOf, setFlag } from './state.ts';
import { tickOf } from './ticks.ts';

/** A bullet of `by` hit `victim`. */
export function hurt(table: ArenaTable, by: Fighter, victim: Fighter, damage: number, gun: number): void {
  const tick = tickOf(table);
  const player = playerOf(table, victim);
  const taken = Math.min(damage, player.hp);
  player.hp -= taken;
  player.hurt = (((player.hurt >> 3) + 1) % 32) * 8 + by.seat;
  victim.hurts = victim.hurts.filter(([, , at]) => tick - at < ASSIST_STEPS);
  victim.hurts.push([by.seat, taken, tick]);
  if (player.hp === 0) kill(table, by, victim, gun);
}

/** Takes a player out of the fight, until they come in again. */
export function die(table: ArenaTable, victim: Fighter): void {
  const player = playerOf(table, victim);
  player.deaths += 1;
  player.hp = 0;
  victim.back = tickOf(table) + RESPAWN_STEPS;
  victim.charge = 0;
  victim.dash = 0;
  victim.hurts = [];
  loseCore(table, victim);
}

function kill(table: ArenaTable, by: Fighter, victim: Fighter, gun: number): void {
  const times = tickOf(table) >= DOUBLE_FROM ? 2 : 1;
  const bounty = (playerOf(table, victim).flags & LEADING) !== 0;
  const helpers = table.secret.fighters.filter((one) => one !== by && one !== victim && helped(one, victim));
  const points = (KILL_POINTS + (bounty ? BOUNTY_POINTS : 0)) * times;
  die(table, victim);
  playerOf(table, by).kills += 1;
  give(table, by, victim, KILL_POINTS * times, 'kill');
  if (bounty) give(table, by, victim, BOUNTY_POINTS * times, 'bounty');
  for (const helper of helpers) give(table, helper, victim, ASSIST_POINTS * times, 'assist');
  showLeader(table);
  const weapon = weaponOf(gun).name;
  const [helper] = helpers;
  const assist = helper ? { assist: helper.id } : {};
  table.emit({ kind: 'kill', by: by.id, player: victim.id, weapon, points, bounty, ...assist });
}

function helped(one: Fighter, victim: Fighter): boolean {
  let damage = 0;
  for (const [seat, taken] of victim.hurts) if (seat === one.seat) damage += taken;
  return damage >= ASSIST_DAMAGE && one.left === 0;
}

function give(table: ArenaTable, to: Fighter, victim: Fighter, amount: number, kind: string): void {
  playerOf(table, to).score += amount;
  table.post({ kind, giver: victim.id, taker: to.id, debit: HOUSE, credit: to.id, amount });
}

/** Shows who leads alone. */
export function showLeader(table: ArenaTable): void {
  const players = table.secret.fighters.filter(({ left }) => left === 0).map((one) => playerOf(table, one));
  const best = Math.max(0, ...players.map(({ score }) => score));
  const first = players.filter(({ score }) => score === best);
  const leader = best > 0 && first.length === 1 ? first[0] : undefined;
  for (const player of table.state.players.values()) setFlag(player, LEADING, player === leader);
}
