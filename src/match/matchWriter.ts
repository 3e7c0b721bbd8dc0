import { Trouble } from '../lib/Trouble.ts';
import { Checkpoints } from './checkpoints.ts';
import type { Durability } from './durability.ts';
import type { JournalEntry } from './journal.ts';
import { retryLater } from './matchPersistence.ts';
import type { Ownership, StoredTable } from './matchStore.ts';
import { OwnedWrites, type OwnedWritesNeeds } from './ownedWrites.ts';

/** A match as it is stored. */
export interface WrittenMatch {
  /** Everything that was done to it. */
  readonly journal: readonly JournalEntry[];
  /** Game ms. */
  readonly now: number;
}

/** What the persistence of a match needs to know and to tell. */
export interface PersistenceNeeds<M extends WrittenMatch = WrittenMatch>
  extends Omit<OwnedWritesNeeds, 'everything'> {
  durability: Durability;
  /** The table as it is now. */
  table(): StoredTable;
  /** The match at the table. Null before it begins. */
  match(): M | null;
  /** All that was done is stored, as far as it has to be: it may be seen. */
  stored(): void;
  /** Real ms. */
  now(): number;
}

interface MatchWriterNeeds extends Omit<PersistenceNeeds, 'stored'> {
  /** Game ms up to which the match is known, for a store that lost it. */
  clock(): number;
  /** A picture of the table, once all of the journal that is in it is stored. */
  storedPicture(): Promise<Picture>;
  /** Real ms to the first checkpoint; as long as between two by default. */
  firstCheckpointMs?: number;
}

/** A table as it was at some time. */
interface Picture {
  readonly table: StoredTable;
  /** How many journal entries are in it. */
  readonly seq: number;
  /** What was not stored then of how the match began: the picture has it. */
  readonly beginning: StoredTable | null;
}

/**
 * What is stored of a match, in order: as it began, then its journal, and now and then a checkpoint, which is never
 * ahead of the journal. When to write is its `MatchPersistence`'s.
 */
export class MatchWriter {
  readonly #needs: MatchWriterNeeds;
  readonly #writes: OwnedWrites;
  readonly #checkpoints: Checkpoints;
  /** Entries up to this one are stored. */
  #stored: number;
  /** The table as the match began, until it is stored: no entry is stored before, as nobody could make sense of it. */
  #beginning: StoredTable | null = null;

  /** @param stored how many journal entries are stored already */
  constructor(own: Ownership, needs: MatchWriterNeeds, stored: number) {
    this.#needs = needs;
    this.#stored = stored;
    const { durability, firstCheckpointMs, now, log } = needs;
    this.#checkpoints = new Checkpoints({
      store: () => this.#checkpoint(),
      everyMs: durability.checkpointMs,
      ...(firstCheckpointMs === undefined ? {} : { firstMs: firstCheckpointMs }),
      trouble: new Trouble('no checkpoint can be stored', { match: own.match }, log),
      now,
    });
    this.#writes = new OwnedWrites(own, {
      ...needs,
      everything: () => {
        const table = needs.table(); // what is in it is in the journal from then on
        return { table, journal: [...this.journal], clock: needs.clock() };
      },
    });
  }

  /** Nothing is written any more: the match is not ours, or over. */
  get closed(): boolean {
    return this.#writes.closed;
  }

  get journal(): readonly JournalEntry[] {
    return this.#needs.match()?.journal ?? [];
  }

  /** The match began, and that is not stored. */
  get begins(): boolean {
    return this.#beginning !== null;
  }

  /** Real ms until a checkpoint is to be taken; less than 0 when it long is. */
  get checkpointDueMs(): number {
    return this.#checkpoints.dueAt - this.#needs.now();
  }

  /** Whether the entry of this number is stored. */
  has(seq: number): boolean {
    return seq <= this.#stored;
  }

  /** The match begins as this table. */
  begin(table: StoredTable): void {
    this.#beginning = table;
  }

  /** The table as it is now. */
  picture(): Picture {
    const table = this.#needs.table(); // what is in it is in the journal from then on
    return { table, seq: this.journal.length, beginning: this.#beginning };
  }

  /**
   * Stores what is not stored of beginning and journal.
   * @param clockOf called just before: game ms to be stored with it
   * @returns these
   */
  async append(clockOf: () => number): Promise<number> {
    const beginning = this.#beginning;
    if (beginning) await this.#writeTable(beginning);
    if (this.#beginning === beginning) this.#beginning = null;
    const clock = clockOf();
    const entries = this.journal.slice(this.#stored);
    await this.#writes.write((own) => this.#needs.store.append(own, entries, clock));
    this.#stored += entries.length;
    return clock;
  }

  /** Stores the clock alone. */
  appendClock(clock: number): Promise<void> {
    return this.#writes.write((own) => this.#needs.store.append(own, [], clock));
  }

  /** Stores the table as it is now. Never rejects. */
  checkpoint(): Promise<void> {
    return this.#checkpoints.take();
  }

  /** As `checkpoint`. @throws Problem 503 `retry_later` */
  async store(): Promise<void> {
    await this.#checkpoints.insist().catch((error: unknown) => {
      throw retryLater(error);
    });
  }

  /** Gives the match up, for another process to take at once. */
  release(): Promise<void> {
    return this.#writes.release();
  }

  /** The result is in the records: nothing is kept any more. */
  close(): Promise<void> {
    return this.#writes.close(this.#checkpoints.settled());
  }

  /** The journal first: what a checkpoint has in it could not be replayed otherwise. */
  async #checkpoint(): Promise<void> {
    const { table, beginning } = await this.#needs.storedPicture();
    await this.#writeTable(table);
    if (this.#beginning === beginning) this.#beginning = null; // the picture is later
  }

  /** Where the store had lost the match it has a later picture by now, and keeps that. */
  #writeTable(table: StoredTable): Promise<void> {
    return this.#writes.write(
      (own) => this.#needs.store.checkpoint(own, table),
      async () => {},
    );
  }
}
