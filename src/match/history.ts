import type { GameRecord } from '../games/game.ts';
import { Ledger } from './ledger.ts';

/** Beyond so many records in one match the oldest are forgotten: nobody but a program gets there. */
export const MAX_RECORDS = 2000;

/**
 * What a match leaves behind as it goes, and rules never read: its ledger and its records. It is not in what is frozen
 * of a match, as its setup and journal give it again.
 */
export class History {
  readonly ledger = new Ledger();
  readonly #records: GameRecord[] = [];

  record(record: GameRecord): void {
    this.#records.push(record);
    if (this.#records.length > MAX_RECORDS) this.#records.shift();
  }

  /** With those of what goes on now, oldest first. */
  records(open: readonly GameRecord[]): GameRecord[] {
    const all = [...this.#records, ...open].map((record) => ({ ...record }));
    return all.sort((a, b) => a.at - b.at);
  }
}
