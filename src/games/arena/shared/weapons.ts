/** What a player shoots with, as the state has it. */
export const BLASTER = 0;
export const SCATTER = 1;
export const RAIL = 2;

export interface Weapon {
  name: 'blaster' | 'scatter' | 'rail';
  damage: number;
  /** mm a step. */
  speed: number;
  /** mm until a bullet is spent. */
  range: number;
  /** The player's own steps from one shot to the next. */
  every: number;
  /** Shots that a pad gives; 0 for no end of them. */
  ammo: number;
  /** The player's own steps from pressing to the shot, seen by everybody. */
  charge: number;
  /** The angles at which its bullets leave, from where the player looks. */
  spread: readonly number[];
}

/** By what the state calls them. */
export const WEAPONS: readonly [Weapon, Weapon, Weapon] = [
  { name: 'blaster', damage: 20, speed: 255, range: 20_400, every: 12, ammo: 0, charge: 0, spread: [0] },
  {
    name: 'scatter',
    damage: 12,
    speed: 255,
    range: 7_650,
    every: 40,
    ammo: 12,
    charge: 0,
    spread: [-110, -55, 0, 55, 110],
  },
  { name: 'rail', damage: 60, speed: 600, range: 36_000, every: 60, ammo: 5, charge: 14, spread: [0] },
];

/** The weapon of this number; the blaster for any other. */
export function weaponOf(number: number): Weapon {
  return WEAPONS[number] ?? WEAPONS[BLASTER];
}
