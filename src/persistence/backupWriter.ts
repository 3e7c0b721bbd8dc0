import { Fenced, Missing } from '../lib/fencing.ts';
import type { JournalEntry } from '../match/journal.ts';
import type { MatchStore, Ownership, StoredMatch, StoredTable } from '../match/matchStore.ts';

export interface BackupWriterOptions {
  /** A running match is backed up this often at most, in ms. */
  everyMs: number;
  now(): number;
  /** Told of every write that failed. */
  failed(error: unknown): void;
  log: { warn(context: object, message: string): void };
}

/**
 * A match that was taken over and is in the backup is written again after so long, in ms: not at once, when its people
 * come back, and not `everyMs` later, when it may have gone on to yet another process.
 */
const SOON_MS = 1000;

/** A match of this process, as its backup shall be. */
interface Kept extends StoredMatch {
  own: Ownership;
  owner: string;
  /** Entries up to this one are in the backup; null while it does not know this epoch. */
  saved: number | null;
  savedAt: number;
  /** How it ends here, once it does. */
  ending: 'given up' | 'closed' | null;
}

/** Writes under way at once: the backup has other things to do. */
const AT_ONCE = 4;

/** Writes this process's matches to their backup in the background. Each is written by one at a time; failures are logged. */
export class BackupWriter {
  readonly #primary: MatchStore;
  readonly #backup: MatchStore;
  readonly #options: BackupWriterOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #due = new Set<Kept>();
  readonly #writing = new Map<Kept, Promise<void>>();
  /** Matches that ended here while the backup was away. */
  readonly #unfinished = new Set<Kept>();
  #failing = false;

  constructor(primary: MatchStore, backup: MatchStore, options: BackupWriterOptions) {
    this.#primary = primary;
    this.#backup = backup;
    this.#options = options;
  }

  /**
   * Takes a match on, with all there is of it.
   * @param saved so many entries the backup has under this epoch; null when it does not know it
   */
  keep(
    own: Ownership,
    owner: string,
    { table, journal, clock }: Readonly<StoredMatch>,
    saved: number | null = null,
  ): void {
    const { everyMs } = this.#options;
    const now = this.#options.now();
    const before = this.#kept.get(own.match);
    if (before) this.#due.delete(before);
    const kept = {
      own,
      owner,
      table,
      journal: [...journal],
      clock,
      saved: before?.own.epoch === own.epoch ? before.saved : saved,
      savedAt: saved === null ? now : now - everyMs + SOON_MS,
      ending: null,
    };
    this.#kept.set(own.match, kept);
  }

  /** Of a match that somebody else owns by now, nothing more is written. */
  forget(own: Ownership): void {
    const kept = this.#of(own);
    if (!kept) return;
    this.#kept.delete(own.match);
    this.#due.delete(kept);
  }

  append(own: Ownership, entries: readonly JournalEntry[], clock: number): void {
    const kept = this.#of(own);
    if (!kept) return;
    const { journal } = kept;
    for (const entry of entries) if (entry.seq > journal.length) journal.push(entry);
    kept.clock = Math.max(kept.clock, clock);
  }

  /** Written when it is time again; at once while the backup does not know whose the match is. */
  checkpoint(own: Ownership, table: StoredTable): void {
    const kept = this.#of(own);
    if (!kept) return;
    kept.table = table;
    const due = kept.saved === null || this.#options.now() - kept.savedAt >= this.#options.everyMs;
    if (due) this.write(own.match);
  }

  /** Writes a match as it is, as soon as it is its turn. */
  write(match: string): void {
    const kept = this.#kept.get(match);
    if (!kept) return;
    this.#due.add(kept);
    this.#begin();
  }

  giveUp(own: Ownership): void {
    const kept = this.#of(own);
    if (kept) this.#end(kept, 'given up');
  }

  /** Resolves once the backup has closed it too, or cannot for now. */
  async close(own: Ownership): Promise<void> {
    const kept = this.#of(own);
    if (!kept) return this.#backup.close(own);
    this.#end(kept, 'closed');
    while (this.#due.has(kept) || this.#writing.has(kept)) await Promise.race(this.#writing.values());
  }

  /** Resolves once nothing is being written any more. */
  async settled(): Promise<void> {
    for (const kept of this.#unfinished) this.#due.add(kept);
    this.#unfinished.clear();
    this.#begin();
    while (this.#writing.size > 0) await Promise.race(this.#writing.values());
  }

  #of({ match, epoch }: Ownership): Kept | undefined {
    const kept = this.#kept.get(match);
    return kept?.own.epoch === epoch ? kept : undefined;
  }

  #end(kept: Kept, ending: 'given up' | 'closed'): void {
    kept.ending = ending;
    this.#kept.delete(kept.own.match);
    this.#due.add(kept);
    this.#begin();
  }

  #begin(): void {
    for (const kept of this.#due) {
      if (this.#writing.size >= AT_ONCE) return;
      if (this.#writing.has(kept)) continue;
      this.#due.delete(kept);
      const done = this.#write(kept).finally(() => {
        this.#writing.delete(kept);
        this.#begin();
      });
      this.#writing.set(kept, done);
    }
  }

  async #write(kept: Kept): Promise<void> {
    const { own } = kept;
    try {
      if (kept.ending !== 'closed') await this.#save(kept);
      if (kept.ending === 'given up') await this.#backup.giveUp(own);
      if (kept.ending === 'closed') await this.#backup.close(own);
    } catch (error) {
      if (error instanceof Fenced) return this.forget(own);
      this.#options.failed(error);
      if (kept.ending) this.#unfinished.add(kept);
      if (!this.#failing) this.#options.log.warn({ err: error }, 'running matches cannot be backed up');
      this.#failing = true;
      return;
    }
    if (this.#failing) this.#options.log.warn({}, 'running matches are backed up again');
    this.#failing = false;
    for (const other of this.#unfinished) this.#due.add(other);
    this.#unfinished.clear();
  }

  async #save(kept: Kept): Promise<void> {
    const { own, owner, table, clock } = kept;
    const journal = [...kept.journal];
    kept.savedAt = this.#options.now();
    try {
      await this.#backup.append(own, journal.slice(kept.saved ?? 0), clock);
      await this.#backup.checkpoint(own, table);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      // Never put back what is over, or another's: a process that was paused may be a long way behind.
      const there = await this.#primary.find(own.match);
      if (!there) return;
      if (there.epoch !== own.epoch) throw new Fenced(own.match);
      await this.#backup.restore(own, owner, { table, journal, clock });
    }
    kept.saved = journal.length;
  }
}
