import { Fenced, Missing } from '../lib/fencing.ts';
import { Trouble } from '../lib/Trouble.ts';
import type { JournalEntry } from './journal.ts';
import type { MatchStore, Ownership, StoredTable } from './matchStore.ts';

/** What keeps a match needs to know and to tell. */
export interface KeeperNeeds {
  store: MatchStore;
  /** This process. */
  owner: string;
  /** The table as it is now. */
  table(): StoredTable;
  /** Somebody else owns the match: nothing more is to be done with it here. */
  fenced(): void;
  /** The store had lost the match, and has it again: what else was there may be lost, too. */
  restored?(): void;
  log: { warn(context: object, message: string): void };
}

/**
 * Keeps one running match in its store: the journal, all that came in meanwhile in one go (group commit), and
 * checkpoints. When the store lost its data it puts everything back; when somebody else took over it says so.
 */
export class MatchKeeper {
  readonly journal: JournalEntry[];
  readonly #own: Ownership;
  readonly #needs: KeeperNeeds;
  /** Entries up to this one are stored. */
  #stored: number;
  #appending: Promise<void> | null = null;
  #checkpointing: Promise<void> | null = null;
  /** The one that comes after it. */
  #next: Promise<void> | null = null;
  #closed = false;
  readonly #trouble: Trouble;
  /** The table as the match began, until it is stored. */
  #beginning: StoredTable | null = null;

  /** @param journal what is stored already */
  constructor(own: Ownership, needs: KeeperNeeds, journal: JournalEntry[] = []) {
    this.#own = own;
    this.#needs = needs;
    this.journal = journal;
    this.#stored = journal.length;
    this.#trouble = new Trouble('no checkpoint can be stored', { match: own.match }, needs.log);
  }

  /** The match begins: no entry is stored before this table is, as nobody could make sense of it. */
  begin(table: StoredTable): void {
    this.#beginning = table;
  }

  /** Resolves once it is stored how the match began. Rejects when it could not be. */
  async begun(): Promise<void> {
    while (this.#beginning) await this.#appendOnce();
  }

  add(entry: JournalEntry): void {
    this.journal.push(entry);
  }

  /** Something was done that is not stored yet. */
  get behind(): boolean {
    return this.journal.length > this.#stored;
  }

  /** Stores all that was done until now. Rejects when it could not be. */
  flush(): Promise<void> {
    return this.stored(this.journal.length);
  }

  /** Resolves once the entry with this number, and all before it, are stored. Rejects when they could not be. */
  async stored(seq: number): Promise<void> {
    while (this.#stored < seq) await this.#appendOnce();
  }

  /**
   * Stores the table as it is now. One at a time: the picture of one that is under way may be from before, so all who
   * ask meanwhile wait for one more. Never rejects.
   */
  checkpoint(): Promise<void> {
    if (this.#checkpointing) {
      this.#next ??= this.#checkpointing.then(() => {
        this.#next = null;
        return this.checkpoint();
      });
      return this.#next;
    }
    this.#checkpointing = this.#checkpoint()
      .then(
        () => this.#trouble.worked(),
        (error: unknown) => {
          if (!(error instanceof Fenced)) this.#trouble.failed(error);
        },
      )
      .finally(() => {
        this.#checkpointing = null;
      });
    return this.#checkpointing;
  }

  /** Stores the table as it is now: one that is under way may be from before. Rejects when it could not be. */
  async store(): Promise<void> {
    while (this.#checkpointing) await this.#checkpointing;
    const stored = this.#checkpoint();
    this.#checkpointing = stored
      .catch(() => {})
      .finally(() => {
        this.#checkpointing = null;
      });
    await stored;
  }

  /** Stores everything and gives the match up, for another process to take at once. */
  async handOver(): Promise<void> {
    await this.store();
    this.#closed = true;
    await this.#needs.store.giveUp(this.#own);
  }

  /** The result is in the records: nothing is kept any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#checkpointing;
    await this.#needs.store.close(this.#own);
  }

  /** Never ahead of the journal: what a checkpoint has in it could not be replayed otherwise. */
  async #checkpoint(): Promise<void> {
    const beginning = this.#beginning;
    const table = this.#needs.table();
    await this.stored(this.journal.length);
    await this.#write((own) => this.#needs.store.checkpoint(own, table));
    if (this.#beginning === beginning) this.#beginning = null; // this one is later
  }

  /** One append at a time: who comes meanwhile waits for the same. */
  #appendOnce(): Promise<void> {
    this.#appending ??= this.#append().finally(() => {
      this.#appending = null;
    });
    return this.#appending;
  }

  async #append(): Promise<void> {
    const beginning = this.#beginning;
    if (beginning) await this.#write((own) => this.#needs.store.checkpoint(own, beginning));
    this.#beginning = null;
    const batch = this.journal.slice(this.#stored);
    if (batch.length === 0) return;
    await this.#write((own) => this.#needs.store.append(own, batch, 0));
    this.#stored += batch.length;
  }

  /** A write under our epoch. What the store lost is put back first; who was fenced is told. */
  async #write(write: (own: Ownership) => Promise<void>): Promise<void> {
    if (this.#closed) throw new Fenced(this.#own.match);
    try {
      await write(this.#own).catch(async (error: unknown) => {
        if (!(error instanceof Missing)) throw error;
        const table = this.#needs.table();
        const stored = { table, journal: [...this.journal], clock: table.match?.now ?? 0 };
        await this.#needs.store.restore(this.#own, this.#needs.owner, stored);
        this.#needs.log.warn({ match: this.#own.match }, 'the store lost this match: it was put back');
        this.#needs.restored?.();
        await write(this.#own);
      });
    } catch (error) {
      if (error instanceof Fenced && !this.#closed) {
        this.#closed = true;
        this.#needs.fenced();
      }
      throw error;
    }
  }
}
