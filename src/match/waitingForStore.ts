/** Somebody who waits until so much of the journal is stored. */
interface Waiting {
  seq: number;
  tell(): void;
  fail(error: Error): void;
}

/** With so many waiting, others are sent away. */
const MAX_WAITING = 1000;

/** Those whose doing is done, and who are told when it is stored. */
export class WaitingForStore {
  #waiting: Waiting[] = [];

  /** No more are taken. */
  get full(): boolean {
    return this.#waiting.length >= MAX_WAITING;
  }

  /** Resolves once the entry of this number is stored. */
  until(seq: number): Promise<void> {
    return new Promise((tell, fail) => {
      this.#waiting.push({ seq, tell, fail });
    });
  }

  /** Tells those who waited for what is stored now. */
  tell(isStored: (seq: number) => boolean): void {
    const stored = this.#waiting.filter(({ seq }) => isStored(seq));
    this.#waiting = this.#waiting.filter(({ seq }) => !isStored(seq));
    for (const { tell } of stored) tell();
  }

  /** All are told to ask again: what was done is done, and shown once it is stored. */
  fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { fail } of waiting) fail(error);
  }
}
