import { Fenced, Missing } from '../lib/fencing.ts';
import { Trouble } from '../lib/Trouble.ts';
import { isUnavailable } from '../lib/unavailable.ts';
import { within } from '../lib/within.ts';
import type { Ownership } from '../match/matchStore.ts';
import { KeptMatch } from './KeptMatch.ts';
import type { BackupStore, PackedChange, PackedMatch } from './packedStore.ts';

interface BackupWriterOptions {
  /** The backup is away when it answers nothing for so long while it is asked, in ms. */
  answerWithinMs: number;
  /** Epoch ms. */
  now(): number;
  /** Told of every failure, and of every answer. */
  failed(error: unknown): void;
  answered(): void;
  log: { warn(context: object, message: string): void };
}

/** While the backup is away, it is tried so often, in ms, when there is something to write. */
const TRY_EVERY_MS = 250;
/** What the backup refuses of one match, though it is there, is tried again after so long, in ms. */
const REFUSED_MS = 5000;

/** How far the backup is behind. */
export interface BackupState {
  /** Matches of this process of which something acknowledged is not in it. */
  behind: number;
  /** Epoch ms. Null when it is not behind. */
  since: number | null;
}

/**
 * Writes this process's matches to their backup, each by one write at a time: what comes meanwhile goes with the next.
 * Who writes waits for it, unless the backup is away, or has not caught up with this match since.
 */
export class BackupWriter {
  readonly #backup: BackupStore;
  readonly #options: BackupWriterOptions;
  readonly #trouble: Trouble;
  readonly #kept = new Map<string, KeptMatch>();
  /** All that have something to write, also of those that ended here. */
  readonly #dirty = new Set<KeptMatch>();
  readonly #behind = new Set<KeptMatch>();
  readonly #running = new Map<KeptMatch, Promise<void>>();
  /** Writes that are under way since before the backup was found to be away. */
  #late = new Set<KeptMatch>();
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
        return kept.opened();
      } catch (error) {
        if (error instanceof Fenced) {
          this.forget(own);
          throw error;
        }
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
    return this.#written(this.#add(own, owner, stored, saved));
  }

  /** Whether the backup has this match under this epoch, as far as is known. */
  knows(own: Ownership): boolean {
    return this.#of(own)?.known ?? false;
  }

  /** Resolves once the backup has it, or cannot for now. @throws Fenced; Missing when its owner is to put it back */
  async write(own: Ownership, change: PackedChange): Promise<void> {
    const kept = this.#of(own);
    if (!kept) return this.#writeOnce(own, change);
    kept.add(change);
    if (kept.lost) throw new Missing(own.match);
    return this.#written(kept);
  }

  release(own: Ownership): void {
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

  #of({ match, epoch }: Ownership): KeptMatch | undefined {
    const kept = this.#kept.get(match);
    return kept?.own.epoch === epoch ? kept : undefined;
  }

  #add(own: Ownership, owner: string, stored: PackedMatch, saved: number | null): KeptMatch {
    const before = this.#kept.get(own.match);
    if (before) this.#drop(before, new Fenced(own.match));
    const kept = new KeptMatch(own, owner, stored, saved);
    kept.after = before && (this.#running.get(before) ?? before.after);
    this.#kept.set(own.match, kept);
    return kept;
  }

  /** Resolves once all that is known of it now is in the backup, or is not waited for. */
  #written(kept: KeptMatch): Promise<void> {
    this.#dirty.add(kept);
    this.#begin(kept);
    if (!this.#away && !this.#behind.has(kept)) return kept.wait();
    if (kept.ending !== 'closed') this.#fallBehind(kept);
    return Promise.resolve();
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

  #end(kept: KeptMatch, how: 'given up' | 'closed'): Promise<void> {
    kept.end(how);
    this.#kept.delete(kept.own.match);
    if (how === 'closed') this.#caughtUp(kept); // nothing of it is wanted any more
    return this.#written(kept);
  }

  #drop(kept: KeptMatch, error: Error): void {
    if (this.#kept.get(kept.own.match) === kept) this.#kept.delete(kept.own.match);
    this.#dirty.delete(kept);
    this.#caughtUp(kept);
    kept.release(error);
  }

  #fallBehind(kept: KeptMatch): void {
    this.#dirty.add(kept);
    this.#behind.add(kept);
    this.#since ??= this.#options.now();
  }

  #caughtUp(kept: KeptMatch): void {
    this.#behind.delete(kept);
    if (this.#behind.size === 0) this.#since = null;
  }

  /** While the backup is away, one at a time tries whether it is back. */
  #begin(kept: KeptMatch): void {
    if (this.#running.has(kept) || kept.lost || this.#options.now() < kept.notBefore) return;
    if (this.#away) {
      if (this.#running.size > 0 || this.#options.now() - this.#triedAt < TRY_EVERY_MS) return;
      this.#triedAt = this.#options.now();
    }
    if (!this.#silence) this.#listen();
    const run = this.#run(kept).finally(() => {
      this.#running.delete(kept);
      this.#late.delete(kept);
      this.#listen();
      if (!this.#away) this.tryAgain();
    });
    this.#running.set(kept, run);
  }

  async #run(kept: KeptMatch): Promise<void> {
    await kept.after;
    kept.after = undefined;
    while (this.#dirty.has(kept)) {
      try {
        await kept.save(this.#backup);
      } catch (error) {
        return this.#failed(kept, error as Error);
      }
      if (!kept.dirty) {
        this.#dirty.delete(kept);
        this.#caughtUp(kept);
      }
      this.#options.answered();
      if (!this.#late.delete(kept)) this.#back();
      this.#listen();
    }
  }

  #failed(kept: KeptMatch, error: Error): void {
    if (error instanceof Fenced) this.#drop(kept, error);
    else if (error instanceof Missing) this.#lose(kept, error);
    else if (isRefusal(error)) this.#refuse(kept, error);
    else this.#fail(error);
  }

  /** The backup is there, and does not know a match that it had. */
  #lose(kept: KeptMatch, error: Missing): void {
    if (kept.ending) {
      this.#drop(kept, error);
    } else {
      kept.lost = true;
      this.#fallBehind(kept);
      kept.release(error);
    }
  }

  /** Something is wrong with this match: the others go on. */
  #refuse(kept: KeptMatch, error: Error): void {
    const { match } = kept.own;
    this.#options.log.warn({ err: error, match }, 'Postgres refuses what is to be stored of a match');
    kept.notBefore = this.#options.now() + REFUSED_MS;
    this.#fallBehind(kept);
    kept.release();
  }

  /** Nobody waits for the backup any more. */
  #fail(error: unknown): void {
    this.#away = true;
    this.#triedAt = this.#options.now();
    this.#options.failed(error);
    this.#trouble.failed(error);
    this.#late = new Set(this.#running.keys());
    for (const kept of this.#dirty) {
      if (kept.ending !== 'closed') this.#fallBehind(kept);
      kept.release();
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

/** Whether a database that is there answered that it does not take something. */
function isRefusal(error: Error): boolean {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const state = driverError?.code ?? code;
  return typeof state === 'string' && /^[0-9A-Z]{5}$/.test(state) && !isUnavailable(error);
}
