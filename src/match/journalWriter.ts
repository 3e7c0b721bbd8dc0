import type { JournalEntry } from './journal.ts';
import type { JournalStore } from './journalStore.ts';

/** Writes one match's journal, all that came in meanwhile in one go (group commit), and tells when an entry is stored. */
export class JournalWriter {
  readonly #store: JournalStore;
  readonly #match: string;
  #pending: JournalEntry[] = [];
  #stored = 0;
  #writing: Promise<void> | null = null;

  constructor(store: JournalStore, match: string, stored = 0) {
    this.#store = store;
    this.#match = match;
    this.#stored = stored;
  }

  add(entry: JournalEntry): void {
    this.#pending.push(entry);
  }

  /** Stores what nobody waits for: what bots did, who left. Failures show at the next entry that is waited for. */
  flush(): void {
    const last = this.#pending.at(-1);
    if (last) this.stored(last.seq).catch(() => {});
  }

  /** Resolves once the entry with this number, and all before it, are stored. Rejects when they could not be. */
  async stored(seq: number): Promise<void> {
    while (this.#stored < seq) {
      this.#writing ??= this.#write().finally(() => {
        this.#writing = null;
      });
      await this.#writing;
    }
  }

  async #write(): Promise<void> {
    const batch = this.#pending;
    const last = batch.at(-1);
    if (!last) throw new Error(`journal ${this.#match}: nothing left to store`);
    this.#pending = [];
    try {
      await this.#store.append(this.#match, batch);
      this.#stored = last.seq;
    } catch (error) {
      this.#pending = [...batch, ...this.#pending];
      throw error;
    }
  }
}
