import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Requests of a connection that may wait for those before them. */
const MAX_WAITING = 32;

/**
 * Lets the requests of a connection be answered one after the other: who sends many at once gets no more done at a
 * time, and keeps no more files and buffers open, than who waits for each answer.
 */
export class Turns {
  readonly #waiting = new WeakMap<Duplex, (() => void)[]>();

  /** Calls `answer` once those before are answered; false when too many wait. */
  take({ socket }: IncomingMessage, response: ServerResponse, answer: () => void): boolean {
    const start = () => {
      response.once('close', () => this.#next(socket));
      answer();
    };
    const waiting = this.#waiting.get(socket);
    if (waiting) return waiting.length < MAX_WAITING && waiting.push(start) > 0;
    this.#waiting.set(socket, []);
    start();
    return true;
  }

  #next(socket: Duplex): void {
    const next = socket.destroyed ? undefined : this.#waiting.get(socket)?.shift();
    if (next) next();
    else this.#waiting.delete(socket);
  }
}
