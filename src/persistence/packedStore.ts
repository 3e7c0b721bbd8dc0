import type { Ownership, RunningMatch } from '../match/matchStore.ts';

/** A journal entry as it is stored: no store looks into it. */
export interface PackedEntry {
  seq: number;
  bytes: Uint8Array;
}

/** All that is stored of a match. */
export interface PackedMatch {
  game: string;
  table: Uint8Array;
  journal: PackedEntry[];
  clock: number;
}

export interface PackedTakenOver extends PackedMatch {
  own: Ownership;
}

/** What a write changes, all of it or nothing. */
export interface PackedChange {
  /** In their order, without gaps; those that are there are passed over. */
  entries: readonly PackedEntry[];
  /** The clock moves on to here, never back. */
  clock: number;
  /** Null leaves it as it is. */
  table: Uint8Array | null;
}

/** A `MatchStore` of packed matches, to the same rules: see there. */
export interface PackedStore {
  /** @throws Fenced when it is there already, or over */
  open(match: string, owner: string, game: string, table: Uint8Array): Promise<Ownership>;
  /** Missing, too, where entries before these are not there: an older copy came back. @throws Fenced, Missing */
  write(own: Ownership, change: PackedChange): Promise<void>;
  /**
   * Puts a match there as a whole, in place of what is there of an earlier epoch, or of this one and owner.
   * @throws Fenced when there is something of a later epoch, or of this one and another owner, or it is over
   */
  restore(own: Ownership, owner: string, stored: PackedMatch): Promise<void>;
  /** @throws Fenced, Missing */
  release(own: Ownership): Promise<void>;
  find(match: string): Promise<RunningMatch | null>;
  takeOver(found: Ownership, owner: string): Promise<PackedTakenOver | null>;
  /** @throws Fenced */
  close(own: Ownership): Promise<void>;
  running(): Promise<RunningMatch[]>;
}

/** How much of a match a store has: journal entries, and its clock in game ms. */
export interface Claimed {
  entries: number;
  clock: number;
}

/** One that keeps a copy of what another store has. */
export interface BackupStore extends PackedStore {
  /** As `takeOver`, and answers only how much there is. */
  claim(found: Ownership, owner: string): Promise<Claimed | null>;
}
