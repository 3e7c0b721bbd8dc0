import { Problem } from '../lib/problem.ts';
import type { StoredTable } from './matchStore.ts';

/** Keeps one match in its store, by what its game promises: `Persistence`, or `LivePersistence` where it moves. */
export interface MatchPersistence {
  /** Game ms to which the match may run. */
  readonly clock: number;
  /** Whatever may be seen now is stored as far as it has to be. */
  readonly settled: boolean;
  /** Nothing could be stored for a while: the game stands. */
  readonly standing: boolean;
  /** No step can be made before more is stored. */
  readonly exhausted: boolean;
  /** Real ms until there is something to store by itself, while game time passes. */
  readonly dueMs: number;
  /** Whether the entry of this number is stored. */
  has(seq: number): boolean;
  /**
   * Makes a change as soon as it may be made. Resolves once it is stored, with what it answered.
   * @throws what the change throws; Problem 503 `retry_later` when it cannot be made or stored now
   */
  change<T>(make: () => T): Promise<T>;
  /** For what the match does by itself: nobody waits for it, and it may not be made now. */
  pass(make: () => void): void;
  /** The match begins as this table. Resolves once that is stored. @throws Problem 503 `retry_later` */
  begin(table: StoredTable): Promise<void>;
  /** Stores what could not be stored, and what it is time for. */
  tick(): void;
  /** Resolves once what is being stored is. @throws Problem 503 `retry_later` when it could not be */
  settle(): Promise<void>;
  /** Stores the table as it is now. Never rejects. */
  checkpoint(): Promise<void>;
  /** As `checkpoint`. @throws Problem 503 `retry_later` */
  store(): Promise<void>;
  /** Stores everything and gives the match up, for another process to take at once. */
  handOver(): Promise<void>;
  /** The result is in the records: nothing is kept any more. */
  close(): Promise<void>;
}

/** @param cause why: who tries again looks at it */
export function retryLater(cause?: unknown): Problem {
  const problem = new Problem(503, 'retry_later', 'That could not be stored yet. Send it again as it is.');
  return Object.assign(problem, { cause });
}
