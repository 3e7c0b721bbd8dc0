import { Fenced, Missing } from '../lib/fencing.ts';
import { Trouble } from '../lib/Trouble.ts';
import type { Ownership } from '../match/matchStore.ts';
import type { BackupStore, PackedChange, PackedEntry, PackedMatch } from './packedStore.ts';
import { within } from './within.ts';

export interface BackupWriterOptions {
  /** The backup is away when it answers nothing for so long while it is asked, in ms. */
  answerWithinMs: number;
  now(): number;
  /** Told of every failure. */
  failed(error: unknown): void;
  log: { warn(context: object, message: string): void };
}

/** While the backup is away, it is tried so often, in ms, when there is something to write. */
const TRY_EVERY_MS = 250;

/** How far the backup is behind. */
export interface BackupState {
  /** Matches of this process of which something acknowledged is not in it. */
  behind: number;
  /** Epoch ms. Null when it is not behind. */
  since: number | null;
}

/** A match of this process, and what of it is not in the backup yet. */
interface Kept {
  own: Ownership;
  owner: string;
  game: string;
  /** The backup does not know this epoch: what is not in it is all there is. */
  whole: boolean;
  /** It turned out that the backup lost it: its owner is to put it back. */
  lost: boolean;
  table: Uint8Array | null;
  entries: PackedEntry[];
  /** Number of the last entry, wherever it is. */
  last: number;
  clock: number;
  /** Raised by every change. Changes up to `saved` are in the backup. */
  revision: number;
  saved: number;
  waiting: { revision: number; resolve(): void; reject(error: unknown): void }[];
  /** How it ends here, once it does. */
  ending: 'given up' | 'closed' | null;
  /** A write of the same match, as it was kept before: what is older must not come later. */
  after: Promise<void> | undefined;
}

/**
 * Writes this process's matches to their backup, each by one write at a time: what comes meanwhile goes with the next.
 * Who writes waits for it, unless the backup is away, or has not caught up with this match since.
 */
export class BackupWriter {
  readonly #backup: BackupStore;
  readonly #options: BackupWriterOptions;
  readonly #trouble: Trouble;
  readonly #kept = new Map<string, Kept>();
  /** All that have something to write, also of those that ended here. */
  readonly #dirty = new Set<Kept>();
  readonly #behind = new Set<Kept>();
  readonly #running = new Map<Kept, Promise<void>>();
  /** Writes that are under way since before the backup was found to be away. */
  #late = new Set<Kept>();
  #away = false;
  #since: number | null = null;
  #triedAt = Number.NEGATIVE_INFINITY;
  #silence: NodeJS.Timeout | null = null;

  constructor(backup: BackupStore, options: BackupWriterOptions) {
    this.#backup = backup;
    this.#options = options;
    this.#trouble = new Trouble('running matches cannot be backed up', {}, options.log);
  }

  get state(): BackupState {
    return { behind: this.#behind.size, since: this.#since };
  }

  /** A new match. Resolves once the backup has it, or cannot for now. @throws Fenced */
  async open(own: Ownership, owner: string, game: string, table: Uint8Array): Promise<void> {
    const kept = this.#add(own, owner, { game, table, journal: [], clock: 0 }, null);
    if (!this.#away) {
      try {
        await within(this.#options.answerWithinMs, this.#backup.open(own.match, owner, game, table));
        kept.whole = false;
        return this.#done(kept, kept.revision, kept.table, 0);
      } catch (error) {
        if (error instanceof Fenced) this.forget(own);
        if (error instanceof Fenced) throw error;
        this.#fail(error);
      }
    }
    this.#fallBehind(kept);
  }

  /**
   * Takes a match on, with all there is of it. Resolves once the backup has it, or cannot for now.
   * @param saved so many entries the backup has under this epoch; null when it may not know it
   * @throws Fenced
   */
  keep(own: Ownership, owner: string, stored: PackedMatch, saved: number | null): Promise<void> {
    const kept = this.#add(own, owner, stored, saved);
    return this.#written(kept);
  }

  /** Whether the backup has this match under this epoch, as far as is known. */
  knows(own: Ownership): boolean {
    const kept = this.#of(own);
    return kept !== undefined && !kept.whole && !kept.lost;
  }

  /** Resolves once the backup has it, or cannot for now. @throws Fenced; Missing when its owner is to put it back */
  async write(own: Ownership, change: PackedChange): Promise<void> {
    const kept = this.#of(own);
    if (!kept) return this.#writeOnce(own, change);
    const added = change.entries.filter(({ seq }) => seq > kept.last);
    kept.entries.push(...added);
    kept.last = added.at(-1)?.seq ?? kept.last;
    kept.clock = Math.max(kept.clock, change.clock);
    kept.table = change.table ?? kept.table;
    kept.revision += 1;
    if (kept.lost) throw new Missing(own.match);
    return this.#written(kept);
  }

  giveUp(own: Ownership): void {
    const kept = this.#of(own);
    if (kept) this.#end(kept, 'given up').catch(() => {}); // somebody has it already
  }

  /** Resolves once the backup has closed it too, or cannot for now. */
  async close(own: Ownership): Promise<void> {
    const kept = this.#of(own);
    return kept ? this.#end(kept, 'closed') : this.#backup.close(own);
  }

  /** Of a match that somebody else owns by now, nothing more is written. */
  forget(own: Ownership): void {
    const kept = this.#of(own);
    if (kept) this.#drop(kept, new Fenced(own.match));
  }

  /** Tries again what could not be written, when it is time. */
  tryAgain(): void {
    for (const kept of this.#dirty) this.#begin(kept);
  }

  /** Resolves once nothing is being written any more. */
  async settled(): Promise<void> {
    this.#triedAt = Number.NEGATIVE_INFINITY;
    this.tryAgain();
    while (this.#running.size > 0) await Promise.race(this.#running.values());
  }

  #of({ match, epoch }: Ownership): Kept | undefined {
    const kept = this.#kept.get(match);
    return kept?.own.epoch === epoch ? kept : undefined;
  }

  #add(own: Ownership, owner: string, stored: PackedMatch, saved: number | null): Kept {
    const before = this.#kept.get(own.match);
    if (before) this.#drop(before, new Fenced(own.match));
    const { game, table, journal, clock } = stored;
    const kept: Kept = {
      ...{ own, owner, game, table, clock, whole: saved === null, lost: false },
      entries: journal.slice(saved ?? 0),
      last: journal.length,
      ...{ revision: 1, saved: 0, waiting: [], ending: null },
      after: before && this.#running.get(before),
    };
    this.#kept.set(own.match, kept);
    return kept;
  }

  /** Resolves once all that is known of it now is in the backup, or is not waited for. */
  #written(kept: Kept): Promise<void> {
    const { revision } = kept;
    this.#dirty.add(kept);
    this.#begin(kept);
    if (this.#away || this.#behind.has(kept)) {
      this.#fallBehind(kept);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => kept.waiting.push({ revision, resolve, reject }));
  }

  /** Of a match that is not known here: whose it is, the backup says if it can. */
  async #writeOnce(own: Ownership, change: PackedChange): Promise<void> {
    try {
      await within(this.#options.answerWithinMs, this.#backup.write(own, change));
    } catch (error) {
      if (error instanceof Fenced || error instanceof Missing) throw error;
      this.#options.failed(error);
    }
  }

  #end(kept: Kept, ending: 'given up' | 'closed'): Promise<void> {
    kept.ending = ending;
    kept.revision += 1;
    this.#kept.delete(kept.own.match);
    return this.#written(kept);
  }

  #drop(kept: Kept, error: Error): void {
    if (this.#kept.get(kept.own.match) === kept) this.#kept.delete(kept.own.match);
    this.#dirty.delete(kept);
    this.#caughtUp(kept);
    for (const { reject } of kept.waiting.splice(0)) reject(error);
  }

  #fallBehind(kept: Kept): void {
    this.#dirty.add(kept);
    this.#behind.add(kept);
    this.#since ??= this.#options.now();
  }

  #caughtUp(kept: Kept): void {
    this.#behind.delete(kept);
    if (this.#behind.size === 0) this.#since = null;
  }

  /** While the backup is away, one at a time tries whether it is back. */
  #begin(kept: Kept): void {
    if (this.#running.has(kept) || kept.lost) return;
    if (this.#away) {
      if (this.#running.size > 0 || this.#options.now() - this.#triedAt < TRY_EVERY_MS) return;
      this.#triedAt = this.#options.now();
    }
    if (!this.#silence) this.#listen();
    const run = this.#run(kept).finally(() => {
      this.#running.delete(kept);
      this.#late.delete(kept);
      this.#listen();
      if (!this.#away || this.#triedAt === Number.NEGATIVE_INFINITY) this.tryAgain();
    });
    this.#running.set(kept, run);
  }

  async #run(kept: Kept): Promise<void> {
    await kept.after;
    kept.after = undefined;
    while (this.#dirty.has(kept)) {
      try {
        await this.#writeAll(kept);
      } catch (error) {
        if (error instanceof Fenced) return this.#drop(kept, error);
        if (error instanceof Missing) return this.#lose(kept, error);
        return this.#fail(error);
      }
      if (!this.#late.delete(kept)) this.#back();
      this.#listen();
    }
  }

  async #writeAll(kept: Kept): Promise<void> {
    const { own, owner, game, table, clock, revision, ending } = kept;
    const entries = [...kept.entries];
    if (ending === 'closed') {
      await this.#backup.close(own);
    } else {
      if (kept.whole && table) {
        await this.#backup.restore(own, owner, { game, table, journal: entries, clock });
      } else await this.#backup.write(own, { entries, clock, table });
      if (ending) await this.#backup.giveUp(own);
    }
    kept.whole = false;
    this.#done(kept, revision, table, entries.length);
  }

  /** What a write began with is in the backup. */
  #done(kept: Kept, revision: number, table: Uint8Array | null, entries: number): void {
    kept.entries.splice(0, entries);
    if (kept.table === table) kept.table = null;
    kept.saved = revision;
    if (kept.revision === revision) {
      this.#dirty.delete(kept);
      this.#caughtUp(kept);
    }
    const { waiting } = kept;
    kept.waiting = waiting.filter((each) => each.revision > revision);
    for (const each of waiting) if (each.revision <= revision) each.resolve();
  }

  /** The backup is there, and does not know a match that it had. */
  #lose(kept: Kept, error: Missing): void {
    if (kept.ending) this.#drop(kept, error);
    if (kept.ending) return;
    kept.lost = true;
    this.#fallBehind(kept);
    for (const { reject } of kept.waiting.splice(0)) reject(error);
  }

  /** Nobody waits for the backup any more. */
  #fail(error: unknown): void {
    this.#away = true;
    this.#triedAt = this.#options.now();
    this.#options.failed(error);
    this.#trouble.failed(error);
    this.#late = new Set(this.#running.keys());
    for (const kept of this.#dirty) {
      if (!kept.ending) this.#fallBehind(kept);
      for (const { resolve } of kept.waiting.splice(0)) resolve();
    }
  }

  #back(): void {
    this.#trouble.worked();
    if (!this.#away) return;
    this.#away = false;
    this.tryAgain();
  }

  /** The backup is away when it says nothing for too long. */
  #listen(): void {
    if (this.#silence) clearTimeout(this.#silence);
    this.#silence = null;
    if (this.#away || this.#running.size === 0) return;
    const ms = this.#options.answerWithinMs;
    const silence = setTimeout(() => {
      // It may have answered while this process did something else for long: then that is read first.
      setImmediate(() => {
        if (this.#silence === silence) this.#fail(new Error(`no answer within ${ms} ms`));
      });
    }, ms);
    this.#silence = silence;
  }
}
