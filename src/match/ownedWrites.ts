import { Fenced, Missing } from '../lib/fencing.ts';
import type { MatchStore, Ownership, StoredMatch } from './matchStore.ts';

export interface OwnedWritesNeeds {
  store: MatchStore;
  /** This process. */
  owner: string;
  /** All there is of the match, to be put back. */
  everything(): StoredMatch;
  /** Somebody else owns the match: nothing more is to be done with it here. */
  fenced(): void;
  /** The store had lost the match, and has it again: what else was there may be lost, too. */
  restored(): void;
  log: { warn(context: object, message: string): void };
}

/**
 * Writes of a match under our epoch. What the store lost is put back first; when somebody else took over, that is told
 * and nothing is written any more.
 */
export class OwnedWrites {
  readonly #own: Ownership;
  readonly #needs: OwnedWritesNeeds;
  #restoring: Promise<void> | null = null;
  #closed = false;

  constructor(own: Ownership, needs: OwnedWritesNeeds) {
    this.#own = own;
    this.#needs = needs;
  }

  /** Nothing is written any more: the match is not ours, or over. */
  get closed(): boolean {
    return this.#closed;
  }

  /** @param again what is still to be written once what was lost is put back. @throws Fenced */
  async write(
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

  /** Gives the match up, for another process to take at once. */
  async release(): Promise<void> {
    this.#closed = true;
    await this.#needs.store.release(this.#own);
  }

  /** The store forgets the match, once what is `settled` is. Twice is harmless. */
  async close(settled: Promise<void>): Promise<void> {
    this.#closed = true;
    await settled;
    await this.#needs.store.close(this.#own);
  }

  async #restore(): Promise<void> {
    const { store, owner, log, restored, everything } = this.#needs;
    await store.restore(this.#own, owner, everything());
    log.warn({ match: this.#own.match }, 'the store lost this match: it was put back');
    restored();
  }
}
