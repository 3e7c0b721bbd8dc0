import type { JournalEntry } from '../match/journal.ts';
import type { StoredTable } from '../match/matchStore.ts';

/** How a match's data becomes what is stored, and back. */
export interface Packing {
  table(match: string, table: StoredTable): Uint8Array;
  /** @throws when it is none of this match */
  openTable(match: string, bytes: Uint8Array): StoredTable;
  entry(match: string, entry: JournalEntry): Uint8Array;
  openEntry(match: string, bytes: Uint8Array): JournalEntry;
  /** Whether something is stored as this would store it now: otherwise it is to be packed anew. */
  isCurrent(bytes: Uint8Array): boolean;
}

/** JSON in clear: of stores that nothing outlives, and of what format 1 wrote. */
export const inClear: Packing = {
  table: (_, table) => text(table),
  openTable: (_, bytes) => parsed(bytes) as StoredTable,
  entry: (_, entry) => text(entry),
  openEntry: (_, bytes) => parsed(bytes) as JournalEntry,
  isCurrent: () => true,
};

function text(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function parsed(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString());
}
