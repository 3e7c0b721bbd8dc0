import type { JournalEntry } from './journal.ts';

/** Where the journals of running matches are kept. An action is acknowledged once its entry is in here. */
export interface JournalStore {
  /** Adds entries in their order. Those that are there already are passed over. */
  append(match: string, entries: readonly JournalEntry[]): Promise<void>;
  read(match: string): Promise<JournalEntry[]>;
  /** Forgets a match whose result is in the records. */
  drop(match: string): Promise<void>;
}
