import { Fenced } from '../lib/fencing.ts';
import { Problem } from '../lib/problem.ts';
import { Trouble } from '../lib/Trouble.ts';
import type { JournalEntry } from '../match/journal.ts';
import { MatchKeeper } from '../match/matchKeeper.ts';
import type { Ownership, StoredTable } from '../match/matchStore.ts';
import type { TableNeeds } from './hosting.ts';

const CHECKPOINT_EVERY_MS = 1000;
/** What nobody waits for is tried again after so long. */
const FLUSH_AGAIN_MS = 500;

/** A table as its keeping sees it. */
export interface KeptTable {
  /** The table as it is now. */
  stored(): StoredTable;
  /** Somebody else owns the match by now. */
  fenced(): void;
  /** The store lost what it had of the match, and was given it again. */
  restored(): void;
}

/** Keeps a table in the store of running matches: what is to be acknowledged at once, all of it every second. */
export class TableKeeping {
  readonly #keeper: MatchKeeper;
  readonly #needs: Pick<TableNeeds, 'store' | 'process' | 'now' | 'log'>;
  readonly #trouble: Trouble;
  #flushAt = 0;
  #checkpointAt: number;

  /** @param journal what is stored already */
  constructor(
    own: Ownership,
    table: KeptTable,
    needs: Pick<TableNeeds, 'store' | 'process' | 'now' | 'log'>,
    journal: JournalEntry[],
  ) {
    const { store, process, log } = needs;
    this.#needs = needs;
    this.#checkpointAt = needs.now() + CHECKPOINT_EVERY_MS; // it was stored, or read, just now
    this.#trouble = new Trouble('the journal cannot be stored', { match: own.match }, log);
    this.#keeper = new MatchKeeper(
      own,
      {
        store,
        owner: process(),
        table: () => table.stored(),
        fenced: () => table.fenced(),
        restored: () => table.restored(),
        log,
      },
      journal,
    );
  }

  /** Everything that was done to the match, stored or not. */
  get journal(): JournalEntry[] {
    return this.#keeper.journal;
  }

  /** The match begins as this table. Resolves once that is stored, rejects when it could not be yet. */
  begin(table: StoredTable): Promise<void> {
    this.#keeper.begin(table);
    return this.#keeper.begun();
  }

  add(entry: JournalEntry): void {
    this.#keeper.add(entry);
  }

  /**
   * Resolves once the entry with this number is stored.
   * @throws Problem 503 `retry_later`
   */
  durable(seq: number): Promise<void> {
    return this.#orLater(this.#keeper.stored(seq));
  }

  /**
   * Stores the table as it is now.
   * @throws Problem 503 `retry_later`
   */
  store(): Promise<void> {
    return this.#orLater(this.#keeper.store());
  }

  /** Stores what nobody waits for, and the whole table when it is time again. */
  tick(): void {
    const now = this.#needs.now();
    if (this.#keeper.behind && now >= this.#flushAt) void this.#flush();
    if (now >= this.#checkpointAt) void this.checkpoint();
  }

  /** Stores the table as it is now. Never rejects: what could not be stored is stored a second later. */
  checkpoint(): Promise<void> {
    this.#checkpointAt = this.#needs.now() + CHECKPOINT_EVERY_MS;
    return this.#keeper.checkpoint();
  }

  /** Stores everything and gives the match up, for another process to take at once. */
  handOver(): Promise<void> {
    return this.#keeper.handOver();
  }

  /** The match is over and in the records: forgets it. */
  close(): Promise<void> {
    return this.#keeper.close();
  }

  async #orLater(stored: Promise<void>): Promise<void> {
    try {
      await stored;
      this.#trouble.worked();
    } catch (error) {
      if (!(error instanceof Fenced)) this.#trouble.failed(error);
      throw new Problem(503, 'retry_later', 'That could not be stored yet. Send it again as it is.');
    }
  }

  /** Stores what bots did and who left. */
  async #flush(): Promise<void> {
    try {
      await this.#orLater(this.#keeper.flush());
    } catch {
      this.#flushAt = this.#needs.now() + FLUSH_AGAIN_MS;
    }
  }
}
