import type { Duplex } from 'node:stream';

/** Connections of an address that may be open at once: a school that plays, with what its browsers keep open. */
export const MAX_CONNECTIONS = 2000;

/** Counts the connections of each address that are open. */
export class Connections {
  readonly #most: number;
  readonly #open = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** How many addresses have one open. */
  get size(): number {
    return this.#open.size;
  }

  /** Counts one until it closes; false, and it is not counted, when its address has too many. */
  admits(address: string, socket: Duplex): boolean {
    const open = this.#open.get(address) ?? 0;
    if (open >= this.#most) return false;
    this.#open.set(address, open + 1);
    socket.once('close', () => {
      const left = (this.#open.get(address) ?? 1) - 1;
      if (left > 0) this.#open.set(address, left);
      else this.#open.delete(address);
    });
    return true;
  }
}
