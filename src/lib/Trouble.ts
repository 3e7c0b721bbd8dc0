/** Says of what is tried again and again when it begins to fail and when it works again, and nothing in between. */
export class Trouble {
  readonly #what: string;
  readonly #about: object;
  readonly #log: { warn(context: object, message: string): void };
  #failures = 0;

  /** @param what fails, as the log has it */
  constructor(what: string, about: object, log: { warn(context: object, message: string): void }) {
    this.#what = what;
    this.#about = about;
    this.#log = log;
  }

  failed(error: unknown): void {
    this.#failures += 1;
    if (this.#failures === 1) this.#log.warn({ ...this.#about, err: error }, this.#what);
  }

  worked(): void {
    if (this.#failures > 0)
      this.#log.warn({ ...this.#about, failures: this.#failures }, `over: ${this.#what}`);
    this.#failures = 0;
  }
}
