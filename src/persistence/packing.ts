import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { isSealed, type Sealer } from '../lib/sealer.ts';
import type { JournalEntry } from '../match/journal.ts';
import type { StoredTable } from '../match/matchStore.ts';
import { fromShortJson, toShortJson } from './shortJson.ts';

/** How a match's data becomes what is stored, and back. */
export interface Packing {
  table(match: string, table: StoredTable): Uint8Array;
  /** @throws UnknownKey; Error when it is none of this match */
  openTable(match: string, bytes: Uint8Array): StoredTable;
  entry(match: string, entry: JournalEntry): Uint8Array;
  /**
   * @param table as it is stored with it
   * @throws UnknownKey; Error when it is none of this match
   */
  openEntry(match: string, bytes: Uint8Array, table: Uint8Array): JournalEntry;
  /** Whether something is stored as this would store it now: otherwise it is to be packed anew. */
  isCurrent(bytes: Uint8Array): boolean;
}

/**
 * Stands before a checkpoint whose match is not to go on: an operator ended it when they restored a backup. Neither
 * what is sealed nor JSON begins with it.
 */
export const CANCELLED = 2;

/** JSON in clear: of stores that nothing outlives. */
export const inClear: Packing = {
  table: (_, table) => Buffer.from(JSON.stringify(table)),
  openTable: (_, bytes) => parse(bytes) as StoredTable,
  entry: (_, entry) => Buffer.from(JSON.stringify(entry)),
  openEntry: (_, bytes) => parse(bytes) as JournalEntry,
  isCurrent: () => true,
};

/** A table is some kB. More than this is none. */
const MAX_TABLE_BYTES = 64 * 1024 * 1024;
/**
 * Sealed, and short. What format 1 stored in clear is read as well, where all of the match is in clear: who can write
 * to a store, and does not know the key, adds nothing to a match that is sealed.
 */
export function sealedBy(sealer: Sealer): Packing {
  const open = (match: string, bytes: Uint8Array, kind: string) => sealer.open(bytes, match, kind);
  return {
    table: (match, table) => sealer.seal(deflateRawSync(JSON.stringify(table)), match, 'checkpoint'),
    openTable: (match, bytes) =>
      (isSealed(bytes)
        ? parse(inflateRawSync(open(match, bytes, 'checkpoint'), { maxOutputLength: MAX_TABLE_BYTES }))
        : oldTable(match, bytes)) as StoredTable,
    entry: (match, entry) => sealer.seal(toShortJson(rowOf(entry)), match, 'entry'),
    openEntry(match, bytes, table) {
      if (isSealed(bytes)) return entryOf(match, fromShortJson(open(match, bytes, 'entry')));
      if (isSealed(table)) throw new Error(`${match}: a journal entry is not sealed`);
      return parse(bytes) as JournalEntry;
    },
    isCurrent: (bytes) => sealer.isCurrent(bytes),
  };
}

/** As format 1 stored it, which had no number yet. */
function oldTable(match: string, bytes: Uint8Array): unknown {
  const table = parse(bytes) as StoredTable | null;
  if ((table?.format ?? 1) > 1) throw new Error(`${match}: the checkpoint is not sealed`);
  return table;
}

function parse(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
}

/** An entry without the names of its fields: there are many of them. Fields that are not named here come last. */
function rowOf(entry: JournalEntry): unknown[] {
  const { seq, at, kind, by, request_id, input, version, ...more } = entry;
  const row = [seq, at, kind, by, request_id, input];
  if (Object.keys(more).length > 0) return [...row, version ?? null, more];
  return version === undefined ? row : [...row, version];
}

function entryOf(match: string, row: unknown): JournalEntry {
  const fields: unknown[] = Array.isArray(row) ? row : [];
  const [seq, at, kind, by, request_id, input, version = null, more = {}] = fields;
  const fits =
    fields.length >= 6 &&
    fields.length <= 8 &&
    Number.isSafeInteger(seq) &&
    typeof at === 'number' &&
    [kind, by, request_id].every((text) => typeof text === 'string') &&
    (version === null || typeof version === 'number') &&
    typeof more === 'object';
  if (!fits) throw new Error(`${match}: a journal entry is none`);
  const entry = { seq, at, kind, by, request_id, input, ...more } as JournalEntry;
  return version === null ? entry : { ...entry, version };
}
