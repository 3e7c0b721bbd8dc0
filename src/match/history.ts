import type { PuzzleRecord } from '../games/game.ts';
import { Ledger } from './ledger.ts';

/** Beyond so many records in one match the oldest are forgotten: nobody but a program gets there. */
export const MAX_RECORDS = 2000;

/**
 * What a match leaves behind as it goes, and rules never read: its ledger and its records. It is not in what is frozen
 * of a match, as its setup and journal give it again.
 */
export class History {
  readonly ledger = new Ledger();
  readonly #records: PuzzleRecord[] = [];

  record(record: PuzzleRecord): void {
    this.#records.push(record);
    if (this.#records.length > MAX_RECORDS) this.#records.shift();
  }

  /** With those that are not closed yet, oldest first. */
  records(open: readonly PuzzleRecord[]): PuzzleRecord[] {
    const all = [...this.#records, ...open].map((record) => ({ ...record }));
    return all.sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
  }
}
