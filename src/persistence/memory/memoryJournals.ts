import type { JournalEntry } from '../../match/journal.ts';
import type { JournalStore } from '../../match/journalStore.ts';

/** Journals of one process: gone with it. */
export class MemoryJournals implements JournalStore {
  readonly #journals = new Map<string, JournalEntry[]>();

  async append(match: string, entries: readonly JournalEntry[]): Promise<void> {
    const journal = this.#journals.get(match) ?? [];
    const last = journal.at(-1)?.seq ?? 0;
    journal.push(...entries.filter((entry) => entry.seq > last).map((entry) => structuredClone(entry)));
    this.#journals.set(match, journal);
  }

  async read(match: string): Promise<JournalEntry[]> {
    return structuredClone(this.#journals.get(match) ?? []);
  }

  async drop(match: string): Promise<void> {
    this.#journals.delete(match);
  }
}
