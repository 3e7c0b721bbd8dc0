import { Fenced } from '../lib/fencing.ts';
import { Trouble } from '../lib/Trouble.ts';
import { Changes, type Made, NOTHING_MADE } from './changes.ts';
import { Checkpoints } from './checkpoints.ts';
import type { Durability } from './durability.ts';
import type { JournalEntry } from './journal.ts';
import { type MatchPersistence, retryLater } from './matchPersistence.ts';
import type { Ownership, StoredTable } from './matchStore.ts';
import { OwnedWrites, type OwnedWritesNeeds } from './ownedWrites.ts';

/** What the persistence of a match needs to know and to tell. */
interface PersistenceNeeds extends Omit<OwnedWritesNeeds, 'everything'> {
  durability: Durability;
  /** The table as it is now. */
  table(): StoredTable;
  /** The match at the table: everything that was done to it, and its clock in game ms. Null before it begins. */
  match(): { journal: readonly JournalEntry[]; now: number } | null;
  /** All that was done is stored: it may be seen. */
  stored(): void;
  /** Real ms. */
  now(): number;
}

/** What could not be stored is tried again after so long. */
const AGAIN_MS = 500;
/** A store that takes longer than this is said to be slow: the game stands. */
const SLOW_MS = 1000;

/**
 * Keeps one match in its store. Its journal is the record, and whatever is done to it is done in turns: one turn makes
 * every change that waits, stores their entries in one go, and only then lets anybody see or know of them. Nothing is
 * done to the match while a turn is being stored. What takes time off the match by itself is covered by its clock,
 * which is stored ahead: no game time passes that the store does not know. A checkpoint is a short cut, taken now and
 * then between two turns.
 */
export class Persistence implements MatchPersistence {
  readonly #own: Ownership;
  readonly #needs: PersistenceNeeds;
  readonly #journalTrouble: Trouble;
  readonly #writes: OwnedWrites;
  readonly #checkpoints: Checkpoints;
  readonly #changes = new Changes();
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
  /** The table as the match began, until it is stored: no entry is stored before, as nobody could make sense of it. */
  #beginning: StoredTable | null = null;
  /** It goes on elsewhere, from the time that is stored: none passes here any more. */
  #leaving = false;

  /**
   * @param stored how many journal entries are stored already
   * @param clock game ms to which the match may have run, as the store has it
   */
  constructor(own: Ownership, needs: PersistenceNeeds, stored = 0, clock = 0) {
    this.#own = own;
    this.#needs = needs;
    this.#stored = stored;
    this.#clock = clock;
    const about = { match: own.match };
    this.#journalTrouble = new Trouble('the journal cannot be stored', about, needs.log);
    this.#checkpoints = new Checkpoints({
      store: () => this.#checkpoint(),
      everyMs: needs.durability.checkpointMs,
      trouble: new Trouble('no checkpoint can be stored', about, needs.log),
      now: needs.now,
    });
    this.#writes = new OwnedWrites(own, {
      ...needs,
      // The table may be ahead of the stored journal: it goes with all of the journal.
      everything: () => ({ table: this.#table(), journal: [...this.#journal], clock: this.#clock }),
    });
  }

  /** Game ms to which the match may run. */
  get clock(): number {
    return this.#leaving ? 0 : this.#clock;
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
    if (this.#writes.closed || this.#changes.full) return Promise.reject(retryLater());
    return this.#changes.add(make, () => this.#go());
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
    if (this.#writes.closed) return;
    const now = this.#needs.now();
    if (this.#failed && now >= this.#againAt) this.#go();
    if (this.settled) this.#renew();
    if (now >= this.#checkpoints.dueAt) void this.checkpoint();
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
    const never = Number.POSITIVE_INFINITY;
    const again = this.#failed ? this.#againAt - now : never;
    const ahead = running ? this.#clock - running.now - this.#needs.durability.renewMs : never;
    const renewal = this.#renewing ? never : Math.max(ahead, this.#againAt - now);
    return Math.max(0, Math.min(renewal, again, this.#checkpoints.dueAt - now));
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

  /** Stores everything and gives the match up, for another process to take at once. */
  async handOver(): Promise<void> {
    this.#leaving = true; // for good: what says so may be stored though we hear that it is not
    await this.store();
    await this.#writes.release();
  }

  /** The result is in the records: nothing is kept any more. */
  close(): Promise<void> {
    return this.#writes.close(this.#checkpoints.settled());
  }

  /** Makes what waits, and stores it, unless that is under way. */
  #go(): void {
    if (this.#turn) return;
    if (!this.settled) {
      this.#turn = this.#store(NOTHING_MADE); // what could not be stored comes first
      return;
    }
    const made = this.#changes.makeAll();
    if (this.settled) {
      made.tell();
      this.#needs.stored();
      return;
    }
    this.#turn = this.#store(made);
  }

  get #journal(): readonly JournalEntry[] {
    return this.#needs.match()?.journal ?? [];
  }

  async #store(made: Made): Promise<void> {
    this.#since ??= this.#needs.now();
    try {
      await this.#append();
      this.#failed = false;
      this.#since = null;
      this.#journalTrouble.worked();
      this.#needs.stored();
      made.tell();
    } catch (error) {
      this.#failed = true;
      this.#error = error;
      this.#againAt = this.#needs.now() + AGAIN_MS;
      if (!(error instanceof Fenced)) this.#journalTrouble.failed(error);
      // What waits was not done; what was done is answered when it comes again.
      made.fail(retryLater(error));
      this.#changes.fail(retryLater(error));
    } finally {
      this.#turn = null;
    }
    if (this.#changes.some) this.#go();
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
    await this.#writes.write((own) => store.append(own, entries, clock));
    this.#clock = Math.max(this.#clock, clock);
    this.#renewingSince = null;
  }

  /** Stores the clock ahead when it runs out. What is done to the match meanwhile needs not wait for that. */
  #renew(): void {
    const { match, durability } = this.#needs;
    const running = match();
    if (!running || this.#renewing || this.#writes.closed || this.#needs.now() < this.#againAt) return;
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

  /** Never ahead of the journal: what a checkpoint has in it could not be replayed otherwise. */
  async #checkpoint(): Promise<void> {
    while (this.#turn) await this.#turn;
    if (!this.settled) await this.#tryAgain();
    const beginning = this.#beginning;
    await this.#writeTable(this.#table());
    if (this.#beginning === beginning) this.#beginning = null; // this one is later
  }

  /** @throws Error when what was done still cannot be stored */
  async #tryAgain(): Promise<void> {
    this.#go();
    await this.#turn;
    if (!this.settled) throw new Error('the journal is not stored', { cause: this.#error });
  }

  #table(): StoredTable {
    const table = this.#needs.table();
    return this.#leaving ? { ...table, givenUpUnder: this.#own.epoch } : table;
  }

  /** Where the store had lost the match it has a later picture by now, and keeps that. */
  #writeTable(table: StoredTable): Promise<void> {
    return this.#writes.write(
      (own) => this.#needs.store.checkpoint(own, table),
      async () => {},
    );
  }
}
