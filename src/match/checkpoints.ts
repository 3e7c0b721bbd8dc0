import { Fenced } from '../lib/fencing.ts';
import type { Trouble } from '../lib/Trouble.ts';

interface CheckpointsNeeds {
  /** Stores the table as it is when this is called, once the journal is. */
  store(): Promise<void>;
  /** Real ms between two. */
  everyMs: number;
  /** Real ms to the first; as long as between two by default. */
  firstMs?: number;
  trouble: Trouble;
  /** Real ms. */
  now(): number;
}

/** One that failed is tried again after so long. */
const AGAIN_MS = 1000;

/** When checkpoints of a table are taken: one at a time. */
export class Checkpoints {
  readonly #needs: CheckpointsNeeds;
  #underWay: Promise<void> | null = null;
  /** The one that comes after it. */
  #next: Promise<void> | null = null;
  #dueAt: number;

  constructor(needs: CheckpointsNeeds) {
    this.#needs = needs;
    this.#dueAt = needs.now() + (needs.firstMs ?? needs.everyMs); // it was stored, or read, just now
  }

  /** When the next is to be taken, in real ms. */
  get dueAt(): number {
    return this.#dueAt;
  }

  /**
   * Takes one now. The picture of one that is under way may be from before, so all who ask meanwhile wait for one more.
   * Never rejects.
   */
  take(): Promise<void> {
    if (this.#underWay) {
      this.#next ??= this.#underWay.then(() => {
        this.#next = null;
        return this.take();
      });
      return this.#next;
    }
    return this.#one().catch(() => {});
  }

  /** As `take`. @throws why it could not be stored */
  async insist(): Promise<void> {
    while (this.#underWay) await this.#underWay;
    await this.#one();
  }

  /** Resolves once the one that is under way is over. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  #one(): Promise<void> {
    const { store, everyMs, trouble, now } = this.#needs;
    this.#dueAt = now() + everyMs;
    const done = store().then(
      () => trouble.worked(),
      (error: unknown) => {
        this.#dueAt = now() + AGAIN_MS;
        if (!(error instanceof Fenced)) trouble.failed(error);
        throw error;
      },
    );
    this.#underWay = done
      .catch(() => {})
      .finally(() => {
        this.#underWay = null;
      });
    return done;
  }
}
