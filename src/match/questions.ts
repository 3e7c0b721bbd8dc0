import type { GameRecord } from '../games/game.ts';
import type { PlayerId } from '../lib/ids.ts';
import type { Invited } from './journal.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Reply } from './replies.ts';

/**
 * What any part of the server may ask of a running match, with what it has to say, and what it is answered. All of it
 * may cross to another process: plain data. A new question is a line here, and its answer one in `table/answer.ts`.
 */
export interface Questions {
  /** Has this player a seat. */
  hasSeat(of: { player: string }): boolean;
  /** `{request_id, action, …}` as it came from the player, same as over the socket. */
  act(of: { player: string; request: unknown }): Reply;
  /**
   * The state that this player (null: everybody) may see, as soon as its version is above `since`, or as it is
   * after `waitMs`. A player who asks counts as present for a while. `standing` while nothing can be stored. A player
   * waits once: by `asked`, which sorts by when the wait began, the newest; Problem 409 `superseded` for the others.
   */
  visible(of: { player: string | null; since: number; waitMs: number; asked?: string }): {
    version: number;
    state: unknown;
    standing?: boolean;
  };
  /** Leaves for good. Problem 403 `not_seated`. Twice is harmless. */
  leave(of: { player: string }): void;
  /**
   * Seats more people at a table that has not begun. `batch` is the proposal by which they came: they are given back
   * under it. Problem 409 `no_room`. Twice is harmless.
   */
  seatMore(of: { people: readonly Invited[]; batch: string }): void;
  /** A player is called something else now, or looks different: until the match begins the seat does, too. */
  renamed(of: { player: string }): void;
  /** Who watches. No more than there are places for that. */
  watchers(of: object): PlayerId[];
  ledger(of: object): { points: Record<string, number>; ledger: LedgerEntry[] };
  /**
   * What its game kept until now of this kind, oldest first, as this player (null: anybody) may see it: at most
   * `limit`, without the first `from`.
   */
  records(of: { player: PlayerId | null; kind: string; from: number; limit: number }): GameRecord[];
  /** Problem 404 `unknown_command`, 409 `match_over`, `not_started`. */
  command(of: { name: string; operator: string }): { version: number };
}

/** A question, by its name in `ask`. */
export type Question = { [Q in keyof Questions]: { ask: Q } & Parameters<Questions[Q]>[0] }[keyof Questions];

/** What a question is answered. */
export type Answer<Q extends Pick<Question, 'ask'>> = ReturnType<Questions[Q['ask']]>;

/**
 * The version of all questions. Raise it when a process of before would misunderstand one: it is asked again later
 * then.
 */
export const QUESTIONS = 1;
