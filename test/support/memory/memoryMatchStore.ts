import { Fenced, Missing } from '../../../src/lib/fencing.ts';
import type { Ownership, RunningMatch } from '../../../src/match/matchStore.ts';
import { checkEpoch } from '../../../src/persistence/checkEpoch.ts';
import { PackedMatchStore } from '../../../src/persistence/packedMatchStore.ts';
import type {
  BackupStore,
  Claimed,
  PackedChange,
  PackedMatch,
  PackedTakenOver,
} from '../../../src/persistence/packedStore.ts';
import { inClear } from '../../../src/persistence/packing.ts';

interface Stored extends PackedMatch {
  owner: string;
  epoch: number;
}

/** Running matches of one process: gone with it. */
export class MemoryMatchStore extends PackedMatchStore {
  readonly #packed: MemoryPackedStore;

  constructor() {
    const packed = new MemoryPackedStore();
    super(packed, inClear);
    this.#packed = packed;
  }

  /** Forgets everything, as a Redis that is emptied. */
  lose(): void {
    this.#packed.lose();
  }
}

/** Packed matches in memory. Every method does its whole work before anybody else runs. */
export class MemoryPackedStore implements BackupStore {
  readonly #matches = new Map<string, Stored>();
  /** Matches that are over. */
  readonly #ended = new Set<string>();

  async open(match: string, owner: string, game: string, table: Uint8Array): Promise<Ownership> {
    if (this.#matches.has(match) || this.#ended.has(match)) throw new Fenced(match);
    this.#matches.set(match, { owner, epoch: 1, game, table, journal: [], clock: 0 });
    return { match, epoch: 1 };
  }

  async write(own: Ownership, { entries, clock, table }: PackedChange): Promise<void> {
    const stored = this.#owned(own);
    const last = stored.journal.length;
    if ((entries[0]?.seq ?? 0) > last + 1) throw new Missing(own.match);
    stored.journal.push(...entries.filter(({ seq }) => seq > last));
    stored.clock = Math.max(stored.clock, clock);
    if (table) stored.table = table;
  }

  async restore({ match, epoch }: Ownership, owner: string, stored: PackedMatch): Promise<void> {
    const present = this.#matches.get(match);
    const newer = present && (present.epoch > epoch || (present.epoch === epoch && present.owner !== owner));
    if (newer || this.#ended.has(match)) throw new Fenced(match);
    this.#matches.set(match, { ...stored, journal: [...stored.journal], owner, epoch });
  }

  async release(own: Ownership): Promise<void> {
    this.#owned(own).owner = '';
  }

  async find(match: string): Promise<RunningMatch | null> {
    const stored = this.#matches.get(match);
    return stored ? { match, owner: stored.owner, epoch: stored.epoch } : null;
  }

  async takeOver(found: Ownership, owner: string): Promise<PackedTakenOver | null> {
    const stored = this.#matches.get(found.match);
    if (stored?.epoch !== found.epoch) return null;
    Object.assign(stored, { owner, epoch: stored.epoch + 1 });
    const { epoch, game, table, journal, clock } = stored;
    return { own: { match: found.match, epoch }, game, table, journal: [...journal], clock };
  }

  async claim(found: Ownership, owner: string): Promise<Claimed | null> {
    const taken = await this.takeOver(found, owner);
    return taken && { entries: taken.journal.length, clock: taken.clock };
  }

  async close(own: Ownership): Promise<void> {
    const stored = this.#matches.get(own.match);
    if (stored && stored.epoch > own.epoch) throw new Fenced(own.match);
    this.#matches.delete(own.match);
    this.#ended.add(own.match);
  }

  async running(): Promise<RunningMatch[]> {
    return [...this.#matches].map(([match, { owner, epoch }]) => ({ match, owner, epoch }));
  }

  lose(): void {
    this.#matches.clear();
    this.#ended.clear();
  }

  #owned(own: Ownership): Stored {
    const stored = this.#matches.get(own.match);
    checkEpoch(own, stored?.epoch);
    return stored as Stored;
  }
}
