import type { Random } from '../../../src/lib/random.ts';
import type { HostedGame } from '../../../src/table/hosting.ts';

/** The state of a match as the plain SDK has it, as far as every game has it. */
export interface DrilledView {
  phase: 'waiting' | 'countdown' | 'playing' | 'finished';
  players: { get(id: string): DrilledPlayer | undefined; values(): Iterable<DrilledPlayer> };
}

export interface DrilledPlayer {
  id: string;
  seat: number;
}

/** An action without its `request_id`. */
export type Move = { action: string } & Record<string, unknown>;

/** Who is to move, and how. */
export interface Mover {
  match: string;
  player: string;
  random: Random;
  /** The match is to come to its end. */
  hurry: boolean;
  /** Back after a drop: something is to be taken at once. */
  back: boolean;
}

/** What the drill must know of a game to play it as its clients do, and to compare what they saw with what is left. */
export interface DrilledGame {
  readonly hosted: HostedGame;
  /** Game ms that a client sees; 0 where it sees none. */
  elapsed(view: DrilledView): number;
  /** The player has nothing to do any more. */
  isOut(own: DrilledPlayer): boolean;
  /** Null while there is nothing to do. */
  next(view: DrilledView, own: DrilledPlayer, mover: Mover): Move | null;
  /** What a right answer passed on, if the answer says so. */
  award(reply: Record<string, unknown>): { to: string; amount: number } | null;
  /** What a player has by the state, which must be what the ledger says. */
  held(player: DrilledPlayer): number;
  /** Of a game that moves, which has no moves: what its player commands now. */
  command?(view: DrilledView, own: DrilledPlayer, random: Random): Record<string, number>;
  /** A match goes on for so long, whatever its players do, in s; 0, or nothing, where they can end it. */
  readonly lasts?: number;
  /** What a client sees that must never be less, whatever happens: by name. */
  growing?(view: DrilledView): Iterable<readonly [name: string, value: number]>;
  /** What a client sees that must never be something else, whatever happens: by name. */
  lasting?(view: DrilledView, own: DrilledPlayer): Iterable<readonly [name: string, value: string]>;
}
