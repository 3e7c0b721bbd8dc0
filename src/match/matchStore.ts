import type { Phase } from '../games/game.ts';
import type { MatchId, PlayerId } from '../lib/ids.ts';
import type { FrozenMatch } from './frozenMatch.ts';
import type { JournalEntry } from './journal.ts';

/** A session that may come back to a table: the framework's ids, and who it is. */
export interface StoredSession {
  session: string;
  token: string;
  /** The token it came back with, while the client may not have the new one. */
  tokenBefore?: string;
  player: PlayerId;
  /** Of the token that opened it; sessions that were stored by an older version have none. */
  tokenVersion?: number;
  spectator: boolean;
}

/**
 * The version of what is stored of a running match, in meta data of its own. Raise it when a process of before could
 * not go on with it: that one then leaves the match alone.
 */
export const FORMAT = 2;

/** A table as it is stored, apart from its journal: with that, all that another process needs. Plain JSON. */
export interface StoredTable {
  /** See `FORMAT`. None in what was stored before there was one: 1. */
  format?: number;
  /** What the table was made from, as the room was given it. */
  options: unknown;
  game: string;
  phase: Phase;
  deadline: number;
  openedAt: number;
  /** The synchronised state before the match; `match` has it once it runs. */
  state: unknown;
  match: FrozenMatch | null;
  sessions: StoredSession[];
  /**
   * It was given up under this epoch, and no time passed after this picture, though the clock is ahead of it. None in
   * what is stored on the way, or was by an older version.
   */
  givenUpUnder?: number;
  /** Ids of the synchronised objects, so that clients that come back keep theirs. */
  refs: unknown;
}

/** A match and the fencing epoch under which somebody owns it. Every takeover makes it larger. */
export interface Ownership {
  match: MatchId;
  epoch: number;
}

/** All that is stored of a match. */
export interface StoredMatch {
  /** As it was stored last: it may be many entries old. */
  table: StoredTable;
  journal: JournalEntry[];
  /** Game time in ms to which the match may have run. 0 before it began, and in what was stored in format 1. */
  clock: number;
}

/** What is found of a match that is to go on elsewhere. */
export interface TakenOver extends StoredMatch {
  own: Ownership;
  /** An operator ended it when they restored a backup: nobody is to go on with it. */
  cancelled?: true;
}

export interface RunningMatch extends Ownership {
  /** A process's id, or '' when it was given up for anybody to take. */
  owner: string;
}

/**
 * Running matches: who owns them, their journals and checkpoints. Writes of a former owner are refused, each
 * method does all or nothing, and doing it twice is harmless. Fenced and Missing are those of `lib/fencing.ts`.
 */
export interface MatchStore {
  /** Stores a new match. @throws Fenced when it is there already */
  open(match: MatchId, owner: string, table: StoredTable): Promise<Ownership>;
  /**
   * Adds journal entries, none or more, in their order, and moves the clock on; entries that are there are passed
   * over, and the clock never goes back. @throws Fenced, Missing
   */
  append(own: Ownership, entries: readonly JournalEntry[], clock: number): Promise<void>;
  /** @throws Fenced, Missing */
  checkpoint(own: Ownership, table: StoredTable): Promise<void>;
  /**
   * Puts back what was lost, in place of what is there of an earlier epoch, or of this one.
   * @throws Fenced when there is something of a later epoch, or of this one and another owner, or it is over
   */
  restore(own: Ownership, owner: string, stored: Readonly<StoredMatch>): Promise<void>;
  /** Gives the match up for anybody to take at once. @throws Fenced */
  release(own: Ownership): Promise<void>;
  find(match: MatchId): Promise<RunningMatch | null>;
  /**
   * Makes a match ours, if it is still at this epoch. Null when somebody was quicker, it is over, or newer than
   * `FORMAT`. @throws UnknownKey when it cannot be opened here: it is ours then, to be given up or ended
   */
  takeOver(found: Ownership, owner: string): Promise<TakenOver | null>;
  /** Forgets a match whose result is in the records. @throws Fenced */
  close(own: Ownership): Promise<void>;
  /** All of them, but those that are newer than `FORMAT`. */
  running(): Promise<RunningMatch[]>;
}
