import { Changes, type Made, NOTHING_MADE } from './changes.ts';
import { ClockAhead } from './clockAhead.ts';
import { type MatchPersistence, retryLater } from './matchPersistence.ts';
import type { Ownership, StoredTable } from './matchStore.ts';
import { MatchWriter, type PersistenceNeeds } from './matchWriter.ts';
import { Setback } from './setback.ts';

/** A store that takes longer than this is said to be slow: the game stands. */
const SLOW_MS = 1000;

/**
 * Keeps one match in its store. Its journal is the record, and whatever is done to it is done in turns: one turn makes
 * every change that waits, stores their entries in one go, and only then lets anybody see or know of them. Nothing is
 * done to the match while a turn is being stored. What takes time off the match by itself is covered by its clock,
 * which is stored ahead. A checkpoint is a short cut, taken now and then between two turns.
 */
export class Persistence implements MatchPersistence {
  readonly #needs: PersistenceNeeds;
  readonly #setback: Setback;
  readonly #writer: MatchWriter;
  readonly #clock: ClockAhead;
  readonly #changes = new Changes();
  /** The turn that is being stored, or a try to. It never rejects. */
  #turn: Promise<void> | null = null;
  /** Real ms since when it is; null when all is stored. */
  #since: number | null = null;
  /** It goes on elsewhere, from the time that is stored: none passes here any more. */
  #leaving = false;

  /**
   * @param stored how many journal entries are stored already
   * @param clock game ms to which the match may have run, as the store has it
   */
  constructor(own: Ownership, needs: PersistenceNeeds, stored = 0, clock = 0) {
    this.#needs = needs;
    const { durability, match, now } = needs;
    this.#setback = new Setback('the journal cannot be stored', own.match, needs);
    const givenUp = (table: StoredTable) => (this.#leaving ? { ...table, givenUpUnder: own.epoch } : table);
    this.#writer = new MatchWriter(
      own,
      {
        ...needs,
        table: () => givenUp(needs.table()),
        clock: () => this.#clock.at,
        storedPicture: () => this.#storedPicture(),
      },
      stored,
    );
    const write = (at: number) => this.#writer.appendClock(at);
    this.#clock = new ClockAhead({ durability, match, write, setback: this.#setback, now }, clock);
  }

  /** Game ms to which the match may run. */
  get clock(): number {
    return this.#leaving ? 0 : this.#clock.at;
  }

  /** Everything that was done is stored, so what there is may be seen. */
  get settled(): boolean {
    const { begins, journal } = this.#writer;
    return this.#since === null && !begins && this.has(journal.length);
  }

  /** Nothing could be stored for a while: the game stands. */
  get standing(): boolean {
    const slowMs = this.#slowMs;
    return slowMs !== null && (this.#setback.failed || slowMs >= SLOW_MS);
  }

  get exhausted(): boolean {
    return this.#clock.exhausted;
  }

  has(seq: number): boolean {
    return this.#writer.has(seq);
  }

  /** Makes a change in its turn: at once when nothing is being stored. */
  change<T>(make: () => T): Promise<T> {
    if (this.#writer.closed || this.#changes.full) return Promise.reject(retryLater());
    return this.#changes.add(make, () => this.#go());
  }

  /** Made only when nothing is being stored. */
  pass(make: () => void): void {
    try {
      if (this.settled) make();
    } finally {
      this.#go(); // rules that throw may have made entries before
    }
  }

  begin(table: StoredTable): Promise<void> {
    return this.change(() => this.#writer.begin(table));
  }

  tick(): void {
    if (this.#writer.closed) return;
    if (this.#setback.failed && this.#setback.againMs <= 0) this.#go();
    if (this.settled && !this.#writer.closed) this.#clock.renew();
    if (this.#writer.checkpointDueMs <= 0) void this.checkpoint();
  }

  async settle(): Promise<void> {
    if (!this.settled && !this.#setback.failed) this.#go(); // nothing may be storing what a takeover decided
    await this.#turn;
    if (this.#setback.failed) throw retryLater(this.#setback.error);
  }

  get dueMs(): number {
    const { failed, againMs } = this.#setback;
    const again = failed ? againMs : Number.POSITIVE_INFINITY;
    return Math.max(0, Math.min(this.#clock.dueMs, again, this.#writer.checkpointDueMs));
  }

  checkpoint(): Promise<void> {
    return this.#writer.checkpoint();
  }

  store(): Promise<void> {
    return this.#writer.store();
  }

  async handOver(): Promise<void> {
    this.#leaving = true; // for good: what says so may be stored though we hear that it is not
    await this.store();
    await this.#writer.release();
  }

  close(): Promise<void> {
    return this.#writer.close();
  }

  /** Real ms for which the game has waited for the store; null when it does not. */
  get #slowMs(): number | null {
    const all = [this.#since, this.#clock.waitedSince].filter((since) => since !== null);
    return all.length === 0 ? null : this.#needs.now() - Math.min(...all);
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

  async #store(made: Made): Promise<void> {
    this.#since ??= this.#needs.now();
    try {
      this.#clock.isStored(await this.#writer.append(() => this.#clock.next()));
      this.#since = null;
      this.#setback.over();
      this.#needs.stored();
      made.tell();
    } catch (error) {
      this.#setback.fail(error);
      // What waits was not done; what was done is answered when it comes again.
      made.fail(retryLater(error));
      this.#changes.fail(retryLater(error));
    } finally {
      this.#turn = null;
    }
    if (this.#changes.some) this.#go();
  }

  /** Of the moment at which all is stored. @throws Error when what was done still cannot be */
  async #storedPicture() {
    while (this.#turn) await this.#turn;
    if (!this.settled) {
      this.#go();
      await this.#turn;
      if (!this.settled) throw new Error('the journal is not stored', { cause: this.#setback.error });
    }
    return this.#writer.picture();
  }
}
