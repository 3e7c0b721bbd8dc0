import type { Log } from '../lib/log.ts';
import { Trouble } from '../lib/Trouble.ts';

/**
 * After so many failures without a good second between them a table is broken off: its rules have a bug that time does
 * not heal.
 */
const MAX_FAILURES = 20;
/** So much has to go well, ms: what fails in every tenth step only fails all the time. */
const GOOD_MS = 1000;

/**
 * Counts how often a table could not go on, and says in the log when that begins and when it is over, not how often.
 */
export class Failures {
  readonly #trouble: Trouble;
  #count = 0;
  #goodMs = 0;

  constructor(about: { match: string; game: string }, log: Pick<Log, 'error'>) {
    const error = (context: object, message: string) => log.error(context, message);
    this.#trouble = new Trouble('a table failed', about, { warn: error });
  }

  /** @returns whether this is one too many; true once */
  failed(error: unknown): boolean {
    this.#count += 1;
    this.#goodMs = 0;
    this.#trouble.failed(error);
    return this.#count === MAX_FAILURES;
  }

  /** So many ms went well. */
  worked(ms: number): void {
    if (this.#count === 0) return;
    this.#goodMs += ms;
    if (this.#goodMs < GOOD_MS) return;
    this.#trouble.worked();
    this.#count = 0;
  }
}
