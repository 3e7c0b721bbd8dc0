import { Fenced } from '../lib/fencing.ts';
import { Random } from '../lib/random.ts';
import { Trouble } from '../lib/Trouble.ts';
import { Checkpoints } from './checkpoints.ts';
import type { Durability } from './durability.ts';
import type { JournalEntry } from './journal.ts';
import { type MatchPersistence, retryLater } from './matchPersistence.ts';
import type { Ownership, StoredTable } from './matchStore.ts';
import { OwnedWrites, type OwnedWritesNeeds } from './ownedWrites.ts';

/** A match as it is kept while it moves. */
interface MovingMatch {
  /** Everything that was done to it. */
  readonly journal: readonly JournalEntry[];
  /** Game ms. */
  readonly now: number;
  /** Game ms of the last step that decided something. */
  readonly decidedAt: number;
  /** Puts the commands that were taken into the journal. */
  logInputs(): void;
}

interface LivePersistenceNeeds extends Omit<OwnedWritesNeeds, 'everything'> {
  durability: Durability;
  /** The table as it is now. */
  table(): StoredTable;
  /** Null before it begins. */
  match(): MovingMatch | null;
  /** What was decided is stored: it may be seen. */
  stored(): void;
  /** Real ms. */
  now(): number;
}

/** Somebody who waits until so much of the journal is stored. */
interface Waiting {
  seq: number;
  tell(): void;
  fail(error: Error): void;
}

/** What could not be stored is tried again after so long. */
const AGAIN_MS = 500;
/** What was decided is not unseen for longer, if the store answers: no more steps are made until it is stored. */
const UNSEEN_MS = 250;
/** Then the game is said to stand. */
const STANDS_MS = 1000;
/** With so many waiting, others are sent away. */
const MAX_WAITING = 1000;

/**
 * Keeps one match that moves. Its commands are stored in chunks, some times a second, and the match runs on meanwhile:
 * a second of game time ahead of what is stored at most, then it stands. What a step decided, and whatever is done
 * besides, is stored at once; nobody is shown anything until then. The stored clock says up to where all commands are
 * known.
 */
export class LivePersistence implements MatchPersistence {
  readonly #needs: LivePersistenceNeeds;
  readonly #trouble: Trouble;
  readonly #writes: OwnedWrites;
  readonly #checkpoints: Checkpoints;
  /** Entries up to this one are stored. */
  #stored: number;
  /** Game ms up to which everything is stored. */
  #storedAt: number;
  /** Entries up to this one are stored before anything is seen. */
  #held: number;
  /** It never rejects. */
  #writing: Promise<void> | null = null;
  /** Real ms since when something is being stored; null when nothing is. */
  #since: number | null = null;
  /** Real ms since when something is decided, or done, that is not stored; null when nothing is. */
  #unseenSince: number | null = null;
  #failed = false;
  /** Why. */
  #error: unknown;
  #againAt = 0;
  #waiting: Waiting[] = [];
  /** The table as the match began, until it is stored: no entry is stored before. */
  #beginning: StoredTable | null = null;
  /** It goes on elsewhere: no more steps here. */
  #leaving = false;

  /**
   * @param stored how many journal entries are stored already
   * @param storedAt game ms up to which everything is stored
   */
  constructor(own: Ownership, needs: LivePersistenceNeeds, stored = 0, storedAt = 0) {
    this.#needs = needs;
    this.#stored = stored;
    this.#storedAt = storedAt;
    this.#held = this.#journal.length;
    const about = { match: own.match };
    this.#trouble = new Trouble('the inputs of a match cannot be stored', about, needs.log);
    this.#checkpoints = new Checkpoints({
      store: () => this.#checkpoint(),
      everyMs: needs.durability.checkpointMs,
      // Tables that open together, or are brought back together, take turns: a step of none waits for the pictures of
      // all.
      firstMs: needs.durability.checkpointMs * (0.5 + Random.seeded(own.match).float() / 2),
      trouble: new Trouble('no checkpoint can be stored', about, needs.log),
      now: needs.now,
    });
    this.#writes = new OwnedWrites(own, {
      ...needs,
      everything: () => {
        const table = needs.table(); // what is in it is in the journal from then on
        return { table, journal: [...this.#journal], clock: needs.match()?.now ?? 0 };
      },
    });
  }

  get clock(): number {
    return this.#leaving || this.#unseenMs >= UNSEEN_MS ? 0 : this.#lead;
  }

  /** Nothing is unstored that was decided. Movement may be. */
  get settled(): boolean {
    const match = this.#needs.match();
    return !this.#beginning && this.has(this.#held) && (match === null || match.decidedAt <= this.#storedAt);
  }

  get standing(): boolean {
    const match = this.#needs.match();
    if (match === null || this.#since === null) return false;
    return this.#unseenMs >= STANDS_MS || this.#lead - match.now < this.#needs.durability.stepMs;
  }

  get exhausted(): boolean {
    const match = this.#needs.match();
    return match !== null && this.clock - match.now < this.#needs.durability.stepMs;
  }

  has(seq: number): boolean {
    return seq <= this.#stored;
  }

  get dueMs(): number {
    const now = this.#needs.now();
    const again = this.#failed ? this.#againAt - now : Number.POSITIVE_INFINITY;
    return Math.max(0, Math.min(again, this.#checkpoints.dueAt - now));
  }

  /** It is made at once. */
  async change<T>(make: () => T): Promise<T> {
    if (this.#writes.closed || this.#waiting.length >= MAX_WAITING) throw retryLater();
    let made: T;
    try {
      made = make();
    } catch (error) {
      this.#held = this.#journal.length; // rules that throw may have made entries before
      if (this.#isDue) this.#write();
      throw error;
    }
    await this.#upTo();
    return made;
  }

  pass(make: () => void): void {
    try {
      make();
    } finally {
      if (!this.settled) this.#unseenSince ??= this.#needs.now();
      if (this.#isDue) this.#write();
    }
  }

  begin(table: StoredTable): Promise<void> {
    return this.change(() => {
      this.#beginning = table;
    });
  }

  tick(): void {
    if (this.#writes.closed) return;
    if (this.#isDue) this.#write();
    if (this.#needs.now() >= this.#checkpoints.dueAt) void this.checkpoint();
  }

  async settle(): Promise<void> {
    if (this.#writes.closed) throw retryLater(this.#error);
    this.#write();
    await this.#writing;
    if (this.#failed) throw retryLater(this.#error);
  }

  checkpoint(): Promise<void> {
    return this.#checkpoints.take();
  }

  async store(): Promise<void> {
    await this.#checkpoints.insist().catch((error: unknown) => {
      throw retryLater(error);
    });
  }

  async handOver(): Promise<void> {
    this.#leaving = true;
    try {
      await this.store();
    } catch (error) {
      this.#leaving = false;
      throw error;
    }
    await this.#writes.release();
  }

  close(): Promise<void> {
    return this.#writes.close(this.#checkpoints.settled());
  }

  /** Where more is decided than the store keeps up with, one write never has all of it: the game waits for the next. */
  get #unseenMs(): number {
    return this.#unseenSince === null ? 0 : this.#needs.now() - this.#unseenSince;
  }

  /** Game ms to which the match may run ahead of the store. */
  get #lead(): number {
    return this.#storedAt + this.#needs.durability.leadMs;
  }

  get #journal(): readonly JournalEntry[] {
    return this.#needs.match()?.journal ?? [];
  }

  /** Something is to be stored now. */
  get #isDue(): boolean {
    const { match, durability } = this.#needs;
    const running = match();
    if (!this.settled) return true;
    return running !== null && this.clock - running.now <= durability.renewMs;
  }

  /** Resolves once all that was done until now is stored. @throws Problem 503 `retry_later` */
  #upTo(): Promise<void> {
    this.#held = this.#journal.length;
    if (this.settled) return Promise.resolve();
    const stored = new Promise<void>((tell, fail) => {
      this.#waiting.push({ seq: this.#held, tell, fail });
    });
    this.#write();
    return stored;
  }

  /** Stores what there is, unless that is under way, or was tried just now. */
  #write(): void {
    if (this.#writing || this.#writes.closed) return;
    if (this.#failed && this.#needs.now() < this.#againAt) {
      this.#fail();
      return;
    }
    this.#writing = this.#append();
  }

  async #append(): Promise<void> {
    this.#since ??= this.#needs.now();
    const held = !this.settled;
    try {
      await this.#appendAll();
      this.#failed = false;
      this.#since = null;
      this.#trouble.worked();
      if (this.settled) this.#unseenSince = null;
      if (held && this.settled) this.#needs.stored();
      const stored = this.#waiting.filter(({ seq }) => this.has(seq));
      this.#waiting = this.#waiting.filter(({ seq }) => !this.has(seq));
      for (const { tell } of stored) tell();
    } catch (error) {
      this.#failed = true;
      this.#error = error;
      this.#againAt = this.#needs.now() + AGAIN_MS;
      if (!(error instanceof Fenced)) this.#trouble.failed(error);
      this.#fail();
    } finally {
      this.#writing = null;
    }
    if (!this.#failed && this.#isDue) this.#write();
  }

  async #appendAll(): Promise<void> {
    const beginning = this.#beginning;
    if (beginning) await this.#writeTable(beginning);
    if (this.#beginning === beginning) this.#beginning = null;
    const match = this.#needs.match();
    match?.logInputs();
    const entries = this.#journal.slice(this.#stored);
    const at = match?.now ?? 0;
    await this.#writes.write((own) => this.#needs.store.append(own, entries, at));
    this.#stored += entries.length;
    this.#storedAt = Math.max(this.#storedAt, at);
  }

  /** Who waits is told to ask again: what was done is done, and shown once it is stored. */
  #fail(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { fail } of waiting) fail(retryLater(this.#error));
  }

  /** The journal first: what a checkpoint has in it could not be replayed otherwise. */
  async #checkpoint(): Promise<void> {
    const beginning = this.#beginning;
    const table = this.#needs.table();
    const { length } = this.#journal;
    while (!this.has(length)) {
      this.#write();
      if (!this.#writing) throw new Error('the journal is not stored', { cause: this.#error });
      await this.#writing;
    }
    await this.#writeTable(table);
    if (this.#beginning === beginning) this.#beginning = null; // this one is later
  }

  /** Where the store had lost the match it has a later picture by now, and keeps that. */
  #writeTable(table: StoredTable): Promise<void> {
    return this.#writes.write(
      (own) => this.#needs.store.checkpoint(own, table),
      async () => {},
    );
  }
}
