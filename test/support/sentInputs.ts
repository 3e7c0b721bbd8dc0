import type { InputSource } from '../../src/match/commands.ts';

/** What somebody has sent, and nobody has taken yet. */
export class SentInputs implements InputSource {
  readonly #waiting: object[] = [];

  get size(): number {
    return this.#waiting.length;
  }

  next(): object | undefined {
    return this.#waiting.shift();
  }

  send(...inputs: object[]): void {
    this.#waiting.push(...inputs);
  }
}
