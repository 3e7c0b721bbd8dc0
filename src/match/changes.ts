/** Something that is to be done to a match, in its turn. */
interface Change {
  /** Does it, and answers how whoever asked is told once it is stored. */
  make(): () => void;
  fail(error: Error): void;
}

/** Changes that were made, of which nobody was told yet: done, or to be asked for again. */
export interface Made {
  tell(): void;
  fail(error: Error): void;
}

/** With so many waiting, others are sent away. */
const MAX_WAITING = 1000;

export const NOTHING_MADE: Made = { tell() {}, fail() {} };

/** Changes to a match that wait for their turn. */
export class Changes {
  #waiting: Change[] = [];

  /** Some wait. */
  get some(): boolean {
    return this.#waiting.length > 0;
  }

  /** No more are taken. */
  get full(): boolean {
    return this.#waiting.length >= MAX_WAITING;
  }

  /**
   * Has one wait. Resolves with what it answered when it was made and told; rejects with what it threw, or was failed
   * with.
   * @param added what is done then: its failure is not that of a change that was made
   */
  add<T>(make: () => T, added: () => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        make: () => {
          const made = make();
          return () => resolve(made);
        },
        fail: reject,
      });
      added();
    });
  }

  /** Makes all that wait. Who asked for one that throws is told so at once. */
  makeAll(): Made {
    const told: (() => void)[] = [];
    const changes = this.#waiting;
    this.#waiting = [];
    for (const { make, fail } of changes) {
      try {
        told.push(make());
      } catch (error) {
        fail(error as Error);
      }
    }
    return {
      tell() {
        for (const tell of told) tell();
      },
      fail(error) {
        for (const change of changes) change.fail(error);
      },
    };
  }

  /** None of those that wait is made. */
  fail(error: Error): void {
    for (const change of this.#waiting) change.fail(error);
    this.#waiting = [];
  }
}
