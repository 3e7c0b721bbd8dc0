import type { Room } from '@colyseus/sdk';
import type { Random } from '../../src/lib/random.ts';
import type { DrilledGame, DrilledPlayer, DrilledView } from './games/DrilledGame.ts';

/** From one command to the next. */
export const COMMAND_MS = 30;

/** The commands of one player of a game that moves, over the plain SDK. */
export class Commands {
  readonly #command: NonNullable<DrilledGame['command']>;
  readonly #random: Random;
  /** Of which room, and since which time that commands were counted anew, how many were taken. */
  #known: { room: Room; epoch: number; taken: number } | null = null;

  constructor(command: NonNullable<DrilledGame['command']>, random: Random) {
    this.#command = command;
    this.#random = random;
  }

  send(room: Room, own: DrilledPlayer): void {
    const input = room.input() as { data: object; send(): number };
    Object.assign(input.data, this.#command(room.state as DrilledView, own, this.#random));
    input.send();
  }

  /** How many commands were taken since this was asked last. */
  taken(room: Room): number {
    const { epoch, lastProcessed } = room.input();
    const known = this.#known;
    const before = known?.room === room && known.epoch === epoch ? known.taken : 0;
    this.#known = { room, epoch, taken: lastProcessed };
    return Math.max(0, lastProcessed - before);
  }
}
