import { Fenced } from '../../lib/fencing.ts';
import type { JournalEntry } from '../../match/journal.ts';
import type {
  BackupStore,
  Ownership,
  RunningMatch,
  StoredMatch,
  StoredTable,
  TakenOver,
} from '../../match/matchStore.ts';
import { checkEpoch } from '../checkEpoch.ts';

interface Stored extends StoredMatch {
  owner: string;
  epoch: number;
}

/** Running matches of one process: gone with it. Every method does its whole work before anybody else runs. */
export class MemoryMatchStore implements BackupStore {
  readonly #matches = new Map<string, Stored>();

  async open(match: string, owner: string, table: StoredTable): Promise<Ownership> {
    const own = { match, epoch: 1 };
    if (this.#matches.has(match)) throw new Fenced(own.match);
    this.#matches.set(match, { owner, epoch: 1, table: structuredClone(table), journal: [], clock: 0 });
    return own;
  }

  async append(own: Ownership, entries: readonly JournalEntry[], clock: number): Promise<void> {
    const stored = this.#owned(own);
    const last = stored.journal.at(-1)?.seq ?? 0;
    stored.journal.push(...structuredClone(entries.filter((entry) => entry.seq > last)));
    stored.clock = Math.max(stored.clock, clock);
  }

  async checkpoint(own: Ownership, table: StoredTable): Promise<void> {
    this.#owned(own).table = structuredClone(table);
  }

  async restore(own: Ownership, owner: string, stored: Readonly<StoredMatch>): Promise<void> {
    const present = this.#matches.get(own.match);
    if (present && present.epoch >= own.epoch) throw new Fenced(own.match);
    const { table, journal, clock } = structuredClone(stored);
    this.#matches.set(own.match, { owner, epoch: own.epoch, table, journal, clock });
  }

  async giveUp(own: Ownership): Promise<void> {
    this.#owned(own).owner = '';
  }

  async find(match: string): Promise<RunningMatch | null> {
    const stored = this.#matches.get(match);
    return stored ? { match, owner: stored.owner, epoch: stored.epoch } : null;
  }

  async takeOver(found: Ownership, owner: string): Promise<TakenOver | null> {
    const stored = this.#matches.get(found.match);
    if (stored?.epoch !== found.epoch) return null;
    Object.assign(stored, { owner, epoch: stored.epoch + 1 });
    const { epoch, table, journal, clock } = structuredClone(stored);
    return { own: { match: found.match, epoch }, table, journal, clock };
  }

  async claim(found: Ownership, owner: string): Promise<number | null> {
    return (await this.takeOver(found, owner))?.journal.length ?? null;
  }

  async close(own: Ownership): Promise<void> {
    const stored = this.#matches.get(own.match);
    if (stored && stored.epoch > own.epoch) throw new Fenced(own.match);
    this.#matches.delete(own.match);
  }

  async running(): Promise<RunningMatch[]> {
    return [...this.#matches].map(([match, { owner, epoch }]) => ({ match, owner, epoch }));
  }

  #owned(own: Ownership): Stored {
    const stored = this.#matches.get(own.match);
    checkEpoch(own, stored?.epoch);
    return stored as Stored;
  }
}
