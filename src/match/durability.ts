import type { Game } from '../games/game.ts';

/** How a running match is kept, by what its game promises. */
export interface Durability {
  /** Game ms that the clock may run ahead of what the store knows: after a crash so much may pass unseen. */
  leadMs: number;
  /** The clock is stored again when less than so much of its lead is left; game ms. */
  renewMs: number;
  /** Game ms of a step: with less than that left of its lead the clock stands. */
  stepMs: number;
  /**
   * A short cut for who takes the match over is stored every so often; real ms. Each is 4 kB on the disks of both
   * stores, as much as five actions, and a minute of a game of turns is played again in some ms.
   */
  checkpointMs: number;
}

const DURABILITIES: Readonly<Record<Game['durability'], Omit<Durability, 'stepMs'>>> = {
  journal: { leadMs: 2500, renewMs: 500, checkpointMs: 60_000 },
  inputs: { leadMs: 1000, renewMs: 500, checkpointMs: 5_000 },
};

/** How a match of this game is kept. Its clock is renewed before there is no room for another step. */
export function durabilityOf({ durability, stepMs }: Pick<Game, 'durability' | 'stepMs'>): Durability {
  const kept = DURABILITIES[durability];
  return { ...kept, stepMs, renewMs: Math.max(kept.renewMs, stepMs) };
}
