/** What becomes of rules that throw. */
export class Breakage {
  readonly #goesOn: boolean;
  /** What was thrown last, and did not end it. */
  #failure: unknown;
  #brokenAt: number | null = null;

  /** @param goesOn it is a live game, which goes on when its rules throw */
  constructor(goesOn: boolean) {
    this.#goesOn = goesOn;
  }

  /**
   * Its rules threw halfway through a change, which no journal has: game ms up to which the journal gives what was.
   * Null while nothing is broken.
   */
  get brokenAt(): number | null {
    return this.#brokenAt;
  }

  /** Half a change is in no journal: when the rules throw nothing more is done. @param at game ms before the change */
  whole<T>(at: number, change: () => T): T {
    try {
      return change();
    } catch (error) {
      this.#brokenAt ??= at;
      throw error;
    }
  }

  /**
   * A live game goes on from where its rules stopped: its log has what they threw at, so playing it again comes to the
   * same. A bot that throws commands nothing, and the others do.
   */
  guarded<T>(work: () => T): T | true {
    if (!this.#goesOn) return work();
    try {
      return work();
    } catch (error) {
      this.#failure = error ?? new Error('thrown by the rules');
      return true;
    }
  }

  /** What was thrown since this was asked last, and did not end it; undefined for nothing. */
  takeFailure(): unknown {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure;
  }
}
