import { Fenced, Missing } from '../lib/fencing.ts';
import { Problem } from '../lib/problem.ts';
import { Trouble } from '../lib/Trouble.ts';
import type { Durability } from './durability.ts';
import type { JournalEntry } from './journal.ts';
import type { MatchStore, Ownership, StoredTable } from './matchStore.ts';

/** What the persistence of a match needs to know and to tell. */
export interface PersistenceNeeds {
  store: MatchStore;
  /** This process. */
  owner: string;
  durability: Durability;
  /** The table as it is now. */
  table(): StoredTable;
  /** The match at the table: everything that was done to it, and its clock in game ms. Null before it begins. */
  match(): { journal: readonly JournalEntry[]; now: number } | null;
  /** All that was done is stored: it may be seen. */
  stored(): void;
  /** Somebody else owns the match: nothing more is to be done with it here. */
  fenced(): void;
  /** The store had lost the match, and has it again: what else was there may be lost, too. */
  restored(): void;
  /** Real ms. */
  now(): number;
  log: { warn(context: object, message: string): void };
}

/** Something that is to be done to the match, in its turn. */
interface Change {
  /** Does it, and answers how whoever asked is told once it is stored. */
  make(): () => void;
  fail(error: Error): void;
}

/** What could not be stored is tried again after so long. */
const AGAIN_MS = 500;
const CHECKPOINT_AGAIN_MS = 1000;
/** A store that takes longer than this is said to be slow: the game stands. */
const SLOW_MS = 1000;
/** With so many changes waiting, others are sent away. */
const MAX_WAITING = 1000;

/**
 * Keeps one match in its store. Its journal is the record, and whatever is done to it is done in turns: one turn makes
 * every change that waits, stores their entries in one go, and only then lets anybody see or know of them. Nothing is
 * done to the match while a turn is being stored. What takes time off the match by itself is covered by its clock,
 * which is stored ahead: no game time passes that the store does not know. A checkpoint is a short cut, taken now and
 * then between two turns.
 *
 * When the store lost its data, everything is put back; when somebody else took over, that is told and nothing is
 * done any more.
 */
export class Persistence {
  readonly #own: Ownership;
  readonly #needs: PersistenceNeeds;
  readonly #journalTrouble: Trouble;
  readonly #checkpointTrouble: Trouble;
  #waiting: Change[] = [];
  /** Entries up to this one are stored. */
  #stored: number;
  /** Game ms to which the match may run: so far the store has its clock. */
  #clock: number;
  /** The turn that is being stored, or a try to. It never rejects. */
  #turn: Promise<void> | null = null;
  /** Real ms since when it is; null when all is stored. */
  #since: number | null = null;
  #failed = false;
  /** Why. */
  #error: unknown;
  #againAt = 0;
  #renewing = false;
  /** Real ms since when the clock is to be stored ahead and is not. */
  #renewingSince: number | null = null;
  #restoring: Promise<void> | null = null;
  #checkpointing: Promise<void> | null = null;
  /** The one that comes after it. */
  #nextCheckpoint: Promise<void> | null = null;
  #checkpointAt: number;
  #closed = false;
  /** The table as the match began, until it is stored: no entry is stored before, as nobody could make sense of it. */
  #beginning: StoredTable | null = null;

  /**
   * @param stored how many journal entries are stored already
   * @param clock game ms to which the match may have run, as the store has it
   */
  constructor(own: Ownership, needs: PersistenceNeeds, stored = 0, clock = 0) {
    this.#own = own;
    this.#needs = needs;
    this.#stored = stored;
    this.#clock = clock;
    this.#checkpointAt = needs.now() + needs.durability.checkpointMs; // it was stored, or read, just now
    const about = { match: own.match };
    this.#journalTrouble = new Trouble('the journal cannot be stored', about, needs.log);
    this.#checkpointTrouble = new Trouble('no checkpoint can be stored', about, needs.log);
  }

  /** Game ms to which the match may run. */
  get clock(): number {
    return this.#clock;
  }

  /** Everything that was done is stored, so what there is may be seen. */
  get settled(): boolean {
    return this.#since === null && !this.#beginning && this.has(this.#journal.length);
  }

  /** Nothing could be stored for a while: the game stands. */
  get standing(): boolean {
    const slowMs = this.#slowMs;
    return slowMs !== null && (this.#failed || slowMs >= SLOW_MS);
  }

  /** No step can be made before the clock is stored ahead. */
  get exhausted(): boolean {
    const running = this.#needs.match();
    return running !== null && this.#clock - running.now < this.#needs.durability.stepMs;
  }

  /** Real ms for which the game has waited for the store; null when it does not. */
  get #slowMs(): number | null {
    const all = [this.#since, this.exhausted ? this.#renewingSince : null].filter((since) => since !== null);
    return all.length === 0 ? null : this.#needs.now() - Math.min(...all);
  }

  /** Whether the entry of this number is stored. */
  has(seq: number): boolean {
    return seq <= this.#stored;
  }

  /**
   * Makes a change in its turn: at once when nothing is being stored. Resolves once it is stored, with what it
   * answered.
   * @throws what the change throws; Problem 503 `retry_later` when it cannot be made or stored now
   */
  change<T>(make: () => T): Promise<T> {
    if (this.#closed || this.#waiting.length >= MAX_WAITING) return Promise.reject(retryLater());
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        make: () => {
          const made = make();
          return () => resolve(made);
        },
        fail: reject,
      });
      this.#go();
    });
  }

  /** As `change`, for what the match does by itself: only when nothing is being stored, and nobody waits for it. */
  pass(make: () => void): void {
    try {
      if (this.settled) make();
    } finally {
      this.#go(); // rules that throw may have made entries before
    }
  }

  /** The match begins as this table. Resolves once that is stored. @throws Problem 503 `retry_later` */
  begin(table: StoredTable): Promise<void> {
    return this.change(() => {
      this.#beginning = table;
    });
  }

  /** Stores what could not be stored, the clock and a checkpoint when it is time. */
  tick(): void {
    if (this.#closed) return;
    const now = this.#needs.now();
    if (this.#failed && now >= this.#againAt) this.#go();
    if (this.settled) this.#renew();
    if (now >= this.#checkpointAt) void this.checkpoint();
  }

  /** Resolves once what is being stored is. @throws Problem 503 `retry_later` when it could not be */
  async settle(): Promise<void> {
    if (!this.settled && !this.#failed) this.#go(); // nothing may be storing what a takeover decided
    await this.#turn;
    if (this.#failed) throw retryLater(this.#error);
  }

  /** Real ms until there is something to store by itself, while game time passes. */
  get dueMs(): number {
    const running = this.#needs.match();
    const now = this.#needs.now();
    const renewal = running
      ? this.#clock - running.now - this.#needs.durability.renewMs
      : Number.POSITIVE_INFINITY;
    const again = this.#failed ? this.#againAt - now : Number.POSITIVE_INFINITY;
    return Math.max(0, Math.min(renewal, again, this.#checkpointAt - now));
  }

  /**
   * Stores the table as it is now. One at a time: the picture of one that is under way may be from before, so all who
   * ask meanwhile wait for one more. Never rejects.
   */
  checkpoint(): Promise<void> {
    if (this.#checkpointing) {
      this.#nextCheckpoint ??= this.#checkpointing.then(() => {
        this.#nextCheckpoint = null;
        return this.checkpoint();
      });
      return this.#nextCheckpoint;
    }
    return this.#onlyCheckpoint(this.#checkpoint()).catch(() => {});
  }

  /** As `checkpoint`: one that is under way may be from before. @throws Problem 503 `retry_later` */
  async store(): Promise<void> {
    while (this.#checkpointing) await this.#checkpointing;
    await this.#onlyCheckpoint(this.#checkpoint()).catch((error: unknown) => {
      throw retryLater(error);
    });
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

  /** Makes what waits, and stores it, unless that is under way. */
  #go(): void {
    if (this.#turn) return;
    if (!this.settled) {
      this.#turn = this.#store([]); // what could not be stored comes first
      return;
    }
    const told: (() => void)[] = [];
    const changes = this.#waiting;
    this.#waiting = [];
    for (const { make, fail } of changes) {
      try {
        told.push(make());
      } catch (error) {
        fail(error as Error);
      }
    }
    if (this.settled) {
      for (const tell of told) tell();
      this.#needs.stored();
      return;
    }
    this.#turn = this.#store(changes, told);
  }

  get #journal(): readonly JournalEntry[] {
    return this.#needs.match()?.journal ?? [];
  }

  async #store(changes: readonly Change[], told: readonly (() => void)[] = []): Promise<void> {
    this.#since ??= this.#needs.now();
    try {
      await this.#append();
      this.#failed = false;
      this.#since = null;
      this.#journalTrouble.worked();
      this.#needs.stored();
      for (const tell of told) tell();
    } catch (error) {
      this.#failed = true;
      this.#error = error;
      this.#againAt = this.#needs.now() + AGAIN_MS;
      if (!(error instanceof Fenced)) this.#journalTrouble.failed(error);
      // What waits was not done; what was done is answered when it comes again.
      for (const { fail } of [...changes, ...this.#waiting]) fail(retryLater(error));
      this.#waiting = [];
    } finally {
      this.#turn = null;
    }
    if (this.#waiting.length > 0) this.#go();
  }

  async #append(): Promise<void> {
    const beginning = this.#beginning;
    if (beginning) await this.#writeTable(beginning);
    this.#beginning = null;
    const entries = this.#journal.slice(this.#stored);
    await this.#appendUpTo(entries);
    this.#stored += entries.length;
  }

  async #appendUpTo(entries: readonly JournalEntry[]): Promise<void> {
    const { durability, match, store } = this.#needs;
    const clock = Math.max(this.#clock, (match()?.now ?? 0) + durability.leadMs);
    await this.#write((own) => store.append(own, entries, clock));
    this.#clock = Math.max(this.#clock, clock);
    this.#renewingSince = null;
  }

  /** Stores the clock ahead when it runs out. What is done to the match meanwhile needs not wait for that. */
  #renew(): void {
    const { match, durability } = this.#needs;
    const running = match();
    if (!running || this.#renewing || this.#closed || this.#needs.now() < this.#againAt) return;
    if (this.#clock - running.now > durability.renewMs) return;
    this.#renewing = true;
    this.#renewingSince ??= this.#needs.now();
    this.#appendUpTo([])
      .catch((error: unknown) => {
        this.#againAt = this.#needs.now() + AGAIN_MS;
        if (!(error instanceof Fenced)) this.#journalTrouble.failed(error);
      })
      .finally(() => {
        this.#renewing = false;
      });
  }

  #onlyCheckpoint(checkpoint: Promise<void>): Promise<void> {
    const done = checkpoint.then(
      () => this.#checkpointTrouble.worked(),
      (error: unknown) => {
        this.#checkpointAt = this.#needs.now() + CHECKPOINT_AGAIN_MS;
        if (!(error instanceof Fenced)) this.#checkpointTrouble.failed(error);
        throw error;
      },
    );
    this.#checkpointing = done
      .catch(() => {})
      .finally(() => {
        this.#checkpointing = null;
      });
    return done;
  }

  /** Never ahead of the journal: what a checkpoint has in it could not be replayed otherwise. */
  async #checkpoint(): Promise<void> {
    this.#checkpointAt = this.#needs.now() + this.#needs.durability.checkpointMs;
    while (this.#turn) await this.#turn;
    if (!this.settled) await this.#tryAgain();
    const beginning = this.#beginning;
    const table = this.#needs.table();
    await this.#writeTable(table);
    if (this.#beginning === beginning) this.#beginning = null; // this one is later
  }

  /** @throws Error when what was done still cannot be stored */
  async #tryAgain(): Promise<void> {
    this.#go();
    await this.#turn;
    if (!this.settled) throw new Error('the journal is not stored', { cause: this.#error });
  }

  /** Where the store had lost the match it has a later picture by now, and keeps that. */
  #writeTable(table: StoredTable): Promise<void> {
    return this.#write(
      (own) => this.#needs.store.checkpoint(own, table),
      async () => {},
    );
  }

  /**
   * A write under our epoch. What the store lost is put back first; who was fenced is told.
   * @param again what is still to be written then
   */
  async #write(
    write: (own: Ownership) => Promise<void>,
    again: (own: Ownership) => Promise<void> = write,
  ): Promise<void> {
    if (this.#closed) throw new Fenced(this.#own.match);
    try {
      await write(this.#own).catch(async (error: unknown) => {
        if (!(error instanceof Missing)) throw error;
        // One puts it back for all who miss it: a second time is refused.
        this.#restoring ??= this.#restore().finally(() => {
          this.#restoring = null;
        });
        await this.#restoring;
        await again(this.#own);
      });
    } catch (error) {
      if (error instanceof Fenced && !this.#closed) {
        this.#closed = true;
        this.#needs.fenced();
      }
      throw error;
    }
  }

  /** The table may be ahead of the stored journal: it goes with all of the journal. */
  async #restore(): Promise<void> {
    const { store, owner, log, restored, table } = this.#needs;
    const stored = { table: table(), journal: [...this.#journal], clock: this.#clock };
    await store.restore(this.#own, owner, stored);
    log.warn({ match: this.#own.match }, 'the store lost this match: it was put back');
    restored();
  }
}

/** @param cause why: who tries again looks at it */
function retryLater(cause?: unknown): Problem {
  const problem = new Problem(503, 'retry_later', 'That could not be stored yet. Send it again as it is.');
  return Object.assign(problem, { cause });
}
