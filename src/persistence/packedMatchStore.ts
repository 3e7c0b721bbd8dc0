import { UnknownKey } from '../lib/sealer.ts';
import { Unreadable } from '../lib/unreadable.ts';
import type { JournalEntry } from '../match/journal.ts';
import type {
  MatchStore,
  Ownership,
  RunningMatch,
  StoredMatch,
  StoredTable,
  TakenOver,
} from '../match/matchStore.ts';
import type { PackedMatch, PackedStore, PackedTakenOver } from './packedStore.ts';
import { CANCELLED, type Packing } from './packing.ts';

/** More are not told apart: somebody has to look anyway. */
const MAX_UNKNOWN = 20;

/** Told that so many bytes of a match begin to be written. What it answers is called when they are. */
export type Writing = (what: 'journal' | 'checkpoint' | 'clock', bytes: number) => () => void;

/** Running matches in a store that does not know what it stores. */
export class PackedMatchStore implements MatchStore {
  readonly #inner: PackedStore;
  readonly #packing: Packing;
  readonly #writing: Writing;
  /** Keys that a match was sealed under and that are not known here. */
  readonly #unknown = new Set<string>();

  constructor(inner: PackedStore, packing: Packing, writing: Writing = () => () => {}) {
    this.#inner = inner;
    this.#packing = packing;
    this.#writing = writing;
  }

  /** Ids of keys that matches could not be opened for want of, since this process began. */
  get unknownKeys(): string[] {
    return [...this.#unknown];
  }

  async open(match: string, owner: string, table: StoredTable): Promise<Ownership> {
    return this.#inner.open(match, owner, table.game, this.#packing.table(match, table));
  }

  async append(own: Ownership, entries: readonly JournalEntry[], clock: number): Promise<void> {
    if (!Number.isFinite(clock)) throw new RangeError(`${own.match}: the clock is ${clock}`);
    const packed = this.#packed(own.match, entries);
    const bytes = packed.reduce((sum, entry) => sum + entry.bytes.length, 0);
    const written = this.#writing(packed.length > 0 ? 'journal' : 'clock', bytes);
    await this.#inner.write(own, { entries: packed, clock, table: null });
    written();
  }

  async checkpoint(own: Ownership, table: StoredTable): Promise<void> {
    const packed = this.#packing.table(own.match, table);
    const written = this.#writing('checkpoint', packed.length);
    await this.#inner.write(own, { entries: [], clock: 0, table: packed });
    written();
  }

  async restore(own: Ownership, owner: string, stored: Readonly<StoredMatch>): Promise<void> {
    return this.#inner.restore(own, owner, this.#pack(own.match, stored));
  }

  async release(own: Ownership): Promise<void> {
    return this.#inner.release(own);
  }

  async find(match: string): Promise<RunningMatch | null> {
    return this.#inner.find(match);
  }

  /**
   * What is there of an older format, or under an older key, is stored anew before it is answered; what is cancelled
   * stays as it is, until it is closed.
   */
  async takeOver(found: Ownership, owner: string): Promise<TakenOver | null> {
    const taken = await this.#inner.takeOver(found, owner);
    if (!taken) return null;
    const { own, clock } = taken;
    if (taken.table[0] === CANCELLED)
      return { own, clock, ...this.#opened({ ...taken, table: taken.table.subarray(1) }), cancelled: true };
    const { table, journal } = this.#opened(taken);
    const all = [taken.table, ...taken.journal.map(({ bytes }) => bytes)];
    if (!all.every((bytes) => this.#packing.isCurrent(bytes))) {
      await this.#inner.restore(own, owner, this.#pack(own.match, { table, journal, clock }));
    }
    return { own, table, journal, clock };
  }

  async close(own: Ownership): Promise<void> {
    return this.#inner.close(own);
  }

  async running(): Promise<RunningMatch[]> {
    return this.#inner.running();
  }

  /** @throws UnknownKey, Unreadable */
  #opened({ own: { match }, table, journal }: PackedTakenOver): Pick<StoredMatch, 'table' | 'journal'> {
    try {
      const entries = journal.map(({ seq, bytes }) => {
        const entry = this.#packing.openEntry(match, bytes, table);
        if (entry.seq !== seq) throw new Error(`${match}: entry ${entry.seq} is stored as ${seq}`);
        return entry;
      });
      return { table: this.#packing.openTable(match, table), journal: entries };
    } catch (error) {
      if (!(error instanceof UnknownKey))
        throw new Unreadable(`${match}: ${(error as Error).message}`, { cause: error });
      if (this.#unknown.size < MAX_UNKNOWN) this.#unknown.add(error.keyId);
      throw error;
    }
  }

  #pack(match: string, { table, journal, clock }: Readonly<StoredMatch>): PackedMatch {
    const packed = this.#packing.table(match, table);
    return { game: table.game, table: packed, journal: this.#packed(match, journal), clock };
  }

  #packed(match: string, entries: readonly JournalEntry[]) {
    return entries.map((entry) => ({ seq: entry.seq, bytes: this.#packing.entry(match, entry) }));
  }
}
