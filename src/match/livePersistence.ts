import { Random } from '../lib/random.ts';
import { type MatchPersistence, retryLater } from './matchPersistence.ts';
import type { Ownership, StoredTable } from './matchStore.ts';
import { MatchWriter, type PersistenceNeeds, type WrittenMatch } from './matchWriter.ts';
import { Setback } from './setback.ts';
import { WaitingForStore } from './waitingForStore.ts';

/** A match as it is kept while it moves. */
interface MovingMatch extends WrittenMatch {
  /** Game ms of the last step that decided something. */
  readonly decidedAt: number;
  /** Puts the commands that were taken into the journal. */
  logInputs(): void;
}

/** What was decided is not unseen for longer, if the store answers: no more steps are made until it is stored. */
const UNSEEN_MS = 250;
/** Then the game is said to stand. */
const STANDS_MS = 1000;

/**
 * Keeps one match that moves. Its commands are stored in chunks, some times a second, and the match runs on meanwhile:
 * a second of game time ahead of what is stored at most, then it stands. What a step decided, and whatever is done
 * besides, is stored at once; nobody is shown anything until then. The stored clock says up to where all commands are
 * known.
 */
export class LivePersistence implements MatchPersistence {
  readonly #needs: PersistenceNeeds<MovingMatch>;
  readonly #setback: Setback;
  readonly #writer: MatchWriter;
  readonly #waiting = new WaitingForStore();
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
  /** It goes on elsewhere: no more steps here. */
  #leaving = false;

  /**
   * @param stored how many journal entries are stored already
   * @param storedAt game ms up to which everything is stored
   */
  constructor(own: Ownership, needs: PersistenceNeeds<MovingMatch>, stored = 0, storedAt = 0) {
    this.#needs = needs;
    this.#storedAt = storedAt;
    this.#setback = new Setback('the inputs of a match cannot be stored', own.match, needs);
    this.#writer = new MatchWriter(
      own,
      {
        ...needs,
        clock: () => needs.match()?.now ?? 0,
        storedPicture: () => this.#storedPicture(),
        // Tables that open together, or are brought back together, take turns: a step of none waits for the pictures of
        // all.
        firstCheckpointMs: needs.durability.checkpointMs * (0.5 + Random.seeded(own.match).float() / 2),
      },
      stored,
    );
    this.#held = this.#writer.journal.length;
  }

  get clock(): number {
    return this.#leaving || this.#unseenMs >= UNSEEN_MS ? 0 : this.#lead;
  }

  /** Nothing is unstored that was decided. Movement may be. */
  get settled(): boolean {
    const match = this.#needs.match();
    const { begins } = this.#writer;
    return !begins && this.has(this.#held) && (match === null || match.decidedAt <= this.#storedAt);
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
    return this.#writer.has(seq);
  }

  get dueMs(): number {
    const { failed, againMs } = this.#setback;
    const again = failed ? againMs : Number.POSITIVE_INFINITY;
    return Math.max(0, Math.min(again, this.#writer.checkpointDueMs));
  }

  /** It is made at once. */
  async change<T>(make: () => T): Promise<T> {
    if (this.#writer.closed || this.#waiting.full) throw retryLater();
    let made: T;
    try {
      made = make();
    } catch (error) {
      this.#held = this.#writer.journal.length; // rules that throw may have made entries before
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
    return this.change(() => this.#writer.begin(table));
  }

  tick(): void {
    if (this.#writer.closed) return;
    if (this.#isDue) this.#write();
    if (this.#writer.checkpointDueMs <= 0) void this.checkpoint();
  }

  async settle(): Promise<void> {
    if (this.#writer.closed) throw retryLater(this.#setback.error);
    this.#write();
    await this.#writing;
    if (this.#setback.failed) throw retryLater(this.#setback.error);
  }

  checkpoint(): Promise<void> {
    return this.#writer.checkpoint();
  }

  store(): Promise<void> {
    return this.#writer.store();
  }

  async handOver(): Promise<void> {
    this.#leaving = true;
    try {
      await this.store();
    } catch (error) {
      this.#leaving = false;
      throw error;
    }
    await this.#writer.release();
  }

  close(): Promise<void> {
    return this.#writer.close();
  }

  /** Where more is decided than the store keeps up with, one write never has all of it: the game waits for the next. */
  get #unseenMs(): number {
    return this.#unseenSince === null ? 0 : this.#needs.now() - this.#unseenSince;
  }

  /** Game ms to which the match may run ahead of the store. */
  get #lead(): number {
    return this.#storedAt + this.#needs.durability.leadMs;
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
    this.#held = this.#writer.journal.length;
    if (this.settled) return Promise.resolve();
    const stored = this.#waiting.until(this.#held);
    this.#write();
    return stored;
  }

  /** Stores what there is, unless that is under way, or was tried just now. */
  #write(): void {
    if (this.#writing || this.#writer.closed) return;
    const { failed, againMs, error } = this.#setback;
    if (failed && againMs > 0) {
      this.#waiting.fail(retryLater(error));
      return;
    }
    this.#writing = this.#append();
  }

  async #append(): Promise<void> {
    this.#since ??= this.#needs.now();
    const held = !this.settled;
    try {
      const at = await this.#writer.append(() => this.#logged());
      this.#storedAt = Math.max(this.#storedAt, at);
      this.#since = null;
      this.#setback.over();
      if (this.settled) this.#unseenSince = null;
      if (held && this.settled) this.#needs.stored();
      this.#waiting.tell((seq) => this.has(seq));
    } catch (error) {
      this.#setback.fail(error);
      this.#waiting.fail(retryLater(error));
    } finally {
      this.#writing = null;
    }
    if (!this.#setback.failed && this.#isDue) this.#write();
  }

  /** Game ms up to which all commands are in the journal. */
  #logged(): number {
    const match = this.#needs.match();
    match?.logInputs();
    return match?.now ?? 0;
  }

  /** Of now: the match runs on while what is in it is stored. */
  async #storedPicture() {
    const picture = this.#writer.picture();
    while (!this.has(picture.seq)) {
      this.#write();
      if (!this.#writing) throw new Error('the journal is not stored', { cause: this.#setback.error });
      await this.#writing;
    }
    return picture;
  }
}
