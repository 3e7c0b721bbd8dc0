import type { Ownership } from '../match/matchStore.ts';
import type { BackupStore, PackedChange, PackedEntry, PackedMatch } from './packedStore.ts';

/** A match of this process, and what of it is not in the backup yet. */
export class KeptMatch {
  readonly own: Ownership;
  /** It turned out that the backup lost it: its owner is to put it back. */
  lost = false;
  /** How it ends here, once it does. */
  ending: 'given up' | 'closed' | null = null;
  /** Not to be tried before, epoch ms. */
  notBefore = Number.NEGATIVE_INFINITY;
  /** A write of the same match, as it was kept before: what is older must not come later. */
  after: Promise<void> | undefined;
  readonly #owner: string;
  readonly #game: string;
  /** The backup does not know this epoch: what is not in it is all there is. */
  #whole: boolean;
  #table: Uint8Array | null;
  #entries: PackedEntry[];
  /** Number of the last entry, wherever it is. */
  #last: number;
  #clock: number;
  /** Raised by every change. Changes up to `#saved` are in the backup. */
  #revision = 1;
  #saved = 0;
  #waiting: { revision: number; resolve(): void; reject(error: unknown): void }[] = [];

  /** @param saved so many entries the backup has under this epoch; null when it may not know it */
  constructor(own: Ownership, owner: string, stored: PackedMatch, saved: number | null) {
    this.own = own;
    this.#owner = owner;
    this.#game = stored.game;
    this.#whole = saved === null;
    this.#table = stored.table;
    this.#entries = stored.journal.slice(saved ?? 0);
    this.#last = stored.journal.length;
    this.#clock = stored.clock;
  }

  /** Something of it is not in the backup. */
  get dirty(): boolean {
    return this.#saved < this.#revision;
  }

  /** The backup has it under this epoch, as far as is known. */
  get known(): boolean {
    return !this.#whole && !this.lost;
  }

  add({ entries, clock, table }: PackedChange): void {
    const added = entries.filter(({ seq }) => seq > this.#last);
    this.#entries.push(...added);
    this.#last = added.at(-1)?.seq ?? this.#last;
    this.#clock = Math.max(this.#clock, clock);
    this.#table = table ?? this.#table;
    this.#revision += 1;
  }

  end(how: 'given up' | 'closed'): void {
    this.ending = how;
    this.lost = false; // that is asked again
    this.#revision += 1;
  }

  /** Writes all that is not in the backup. */
  async save(backup: BackupStore): Promise<void> {
    const { own, ending } = this;
    const [revision, table, entries, clock] = [this.#revision, this.#table, [...this.#entries], this.#clock];
    if (ending === 'closed') {
      await backup.close(own);
    } else {
      if (this.#whole && table) {
        await backup.restore(own, this.#owner, { game: this.#game, table, journal: entries, clock });
      } else await backup.write(own, { entries, clock, table });
      if (ending) await backup.release(own);
    }
    this.#done(revision, table, entries.length);
  }

  /** It was opened in the backup, as it is. */
  opened(): void {
    this.#done(this.#revision, this.#table, 0);
  }

  /** Resolves once all that is known of it now is in the backup, or nobody waits for that any more. */
  wait(): Promise<void> {
    const revision = this.#revision;
    return new Promise((resolve, reject) => this.#waiting.push({ revision, resolve, reject }));
  }

  /** Nobody waits any more, or all who do are told why it cannot be. */
  release(error?: Error): void {
    for (const { resolve, reject } of this.#waiting.splice(0)) {
      if (error) reject(error);
      else resolve();
    }
  }

  /** What a write began with is in the backup. */
  #done(revision: number, table: Uint8Array | null, entries: number): void {
    this.#whole = false;
    this.#entries.splice(0, entries);
    if (this.#table === table) this.#table = null;
    this.#saved = revision;
    const waiting = this.#waiting;
    this.#waiting = waiting.filter((each) => each.revision > revision);
    for (const each of waiting) if (each.revision <= revision) each.resolve();
  }
}
