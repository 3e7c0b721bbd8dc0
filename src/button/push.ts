import type { Pusher } from './shownPlayer.ts';

/** A push as it is asked for. */
export interface Push {
  player: string;
  /** The same again is the same push. */
  request: string;
  /** The version that the player saw. */
  seen: number;
  /** When it was made, epoch ms; null for just now. */
  madeAt: number | null;
}

/** A push that counts. Times are epoch ms, of the clock that orders. */
export interface TakenPush {
  epoch: number;
  version: number;
  at: number;
  player: string;
  request: string;
  seen: number;
  /** When the round ends unless it is pushed again. */
  ends: number;
  /** Pushes in this round up to this one. */
  count: number;
  /** When the round began. */
  startedAt: number;
  /** How much time was left, in ms; null for the first of a round. */
  leftMs: number | null;
}

/** How the button stands. */
export interface Head extends Pick<TakenPush, 'epoch' | 'version' | 'at' | 'ends' | 'count' | 'startedAt'> {
  by: string | null;
}

/** What became of a push. `again`: it was asked for before, and this is what became of it then. */
export type Ordered = { head: Head; again: boolean } & (
  | { result: 'applied' | 'applied_late'; taken: TakenPush }
  | { result: 'too_old' | 'over'; version: number }
);

/** What a place that orders pushes begins with. */
export interface Beginning {
  epoch: number;
  newest: TakenPush | null;
  /** The pushes that may be asked for again. */
  recent: readonly TakenPush[];
}

/** Puts pushes in one order, of all processes, and tells every process of each on `system:button`. */
export interface ButtonOrder {
  /** Requests from then on are known here, by the clock that orders; epoch ms. */
  knownSince(): Promise<number>;
  /** Null when nothing is known here: see `begin`. */
  head(): Promise<Head | null>;
  /** Decides about a push, once for each player and request. Null when nothing is known here. */
  push(push: Push): Promise<Ordered | null>;
  /** Begins with what is stored, unless there is this epoch or a later one already. */
  begin(beginning: Beginning): Promise<void>;
  /** Of pushes that a second or more ago came after the last `settle`, the oldest; `upTo` is for `settle`. */
  tail(limit: number): Promise<{ pushes: TakenPush[]; upTo: string | null }>;
  /** All up to there are stored, or will never be. */
  settle(upTo: string): Promise<void>;
  /**
   * What was decided about a push in this epoch does not hold: it is as if never asked for, and if the epoch goes on
   * here, nothing is known here.
   */
  disown(push: Pick<TakenPush, 'player' | 'request' | 'epoch'>): Promise<void>;
  /** If this epoch goes on here, nothing is known here. */
  forget(epoch: number): Promise<void>;
}

/** Pushes by how little time was left, and so on: what is kept of them. */
export interface RecordRows {
  closest: (Pusher & { player: string; leftMs: number; at: number })[];
  longest: { startedAt: number; ends: number; count: number }[];
  me: { pushes: number; leftMs: number | null; at: number | null } | null;
}

/** Keeps pushes. */
export interface ButtonStore {
  /**
   * Stores them in one go and answers each: as it is stored, which is another push where this request was stored
   * before. Null for what can never be: another epoch began, or its version is taken.
   */
  store(pushes: readonly TakenPush[]): Promise<(TakenPush | null)[]>;
  /** Of these, those that are not there. */
  missing(pushes: readonly TakenPush[]): Promise<TakenPush[]>;
  /**
   * Begins a new epoch, after `after` too: whatever is of an earlier one and not stored by now never will be.
   * @param since pushes from then on are told
   */
  begin(after: number, since: number): Promise<Beginning>;
  records(player: string | null): Promise<RecordRows>;
  /**
   * Forgets pushes from before `before`, but for the newest, and records beyond those that are shown. A bounded number
   * at a time.
   */
  sweep(before: number): Promise<void>;
}
