import type { List, Table, TablePlayer, TableState } from '../game.ts';
import type { Flight } from './shared/flight.ts';
import type { Mover } from './shared/move.ts';

export interface ArenaPlayer extends TablePlayer {
  x: number;
  y: number;
  aim: number;
  /** Which of the guests' colours. */
  color: number;
  hp: number;
  /** Tenths of a second for which nobody can hurt the player. */
  shield: number;
  weapon: number;
  /** Shots that are left of it; 0 for a weapon that has no end of them. */
  ammo: number;
  /** Bits, see `shared/flags.ts`. */
  flags: number;
  /** Tenths of a second until the player is back; 0 while alive. */
  respawn: number;
  /**
   * Tenths of a second of the player's own steps until a dash may begin: who comes in from elsewhere knows no dash of
   * before.
   */
  dash_due: number;
  /** The seat of who hit the player last, and 8 times how often anybody did, modulo 32. */
  hurt: number;
  /**
   * The last shot: its number, from where, where to, how many steps it was behind, the low byte of its tick, and with
   * what.
   */
  shots: number;
  sx: number;
  sy: number;
  saim: number;
  slag: number;
  stick: number;
  sgun: number;
  score: number;
  kills: number;
  deaths: number;
}

export interface ArenaState extends TableState<ArenaPlayer> {
  /** Low 16 bits of how many steps were played. */
  tick: number;
  /** Game ms at which the match ends. */
  ends_at: number;
  /** By pad, in the order of the map: seconds until something lies on it, 0 when it does. */
  pads: List<number>;
  /** See `shared/flags.ts`. */
  core: number;
}

/** A hit that may become an assist: the seat of who did it, how much, and when. */
type Hurt = [seat: number, damage: number, tick: number];

/** What of a player no client sees. Ticks are whole ones here: steps since the start. */
export interface Fighter extends Mover {
  id: string;
  seat: number;
  /** The player's own steps until the next shot, and until the one that is charging. */
  wait: number;
  charge: number;
  /** The tick of the latest view, and how old views of this player commonly are, in sixteenths of a step. */
  view: number;
  lag: number;
  /** Ticks: of the last command, of the last shot; at which one is back, can be hurt again, has the core no more. */
  heard: number;
  shot: number;
  back: number;
  shielded: number;
  charged: number;
  /** Out of the way, and whether it cost a life. */
  away: boolean;
  owed: boolean;
  hurts: Hurt[];
  /** The tick at which the player left for good; 0 for never. */
  left: number;
}

export interface Bullet extends Flight {
  seat: number;
  gun: number;
  damage: number;
  /** mm that it flew, and that it can fly. */
  far: number;
  reach: number;
}

export interface ArenaSecret {
  /** By seat. */
  fighters: Fighter[];
  bullets: Bullet[];
  /** Where everybody who could be hit was in the last steps, x and y by seat, -1 for who could not; the latest last. */
  past: number[][];
  /** By pad: the tick at which something lies on it again. */
  pads: number[];
  /** How many cores have come, and the tick at which the one that lies there is taken away. */
  cores: number;
  over: boolean;
}

export type ArenaTable = Table<ArenaState, ArenaSecret>;

export function emptySecret(): ArenaSecret {
  return { fighters: [], bullets: [], past: [], pads: [], cores: 0, over: false };
}

/** The player whose fighter this is. */
export function playerOf(table: ArenaTable, { id }: Fighter): ArenaPlayer {
  return table.state.players.get(id) as ArenaPlayer;
}

/** Whether somebody is there to be hit, shield or not. */
export function stands(fighter: Fighter): boolean {
  return fighter.back === 0 && !fighter.away && fighter.left === 0;
}

/** Whether it was the first of `flag`'s changes: sets or clears one bit, and says whether it was another before. */
export function setFlag(player: ArenaPlayer, flag: number, on: boolean): boolean {
  const flags = on ? player.flags | flag : player.flags & ~flag;
  if (flags === player.flags) return false;
  player.flags = flags;
  return true;
}
