import type { Ticket } from './tickets.ts';

/** The queue's tickets. A ticket belongs to its player; a player has at most one that waits. */
export interface TicketStore {
  /** Adds a waiting ticket, or answers the player's waiting one. */
  add(ticket: Ticket): Promise<{ ticket: Ticket; added: boolean }>;
  find(id: string): Promise<Ticket | null>;
  waitingOf(player: string): Promise<Ticket | null>;
  /** Every waiting ticket of a game, oldest first. */
  waiting(game: string): Promise<Ticket[]>;
  /** Cancels a waiting ticket; null when it does not wait. */
  cancel(id: string): Promise<Ticket | null>;
  /** Marks all these tickets matched, or none when one of them does not wait any more. Twice is harmless. */
  commit(tickets: readonly string[], match: string, why: string, now: number): Promise<boolean>;
  /** The table of a match is open: its tickets are done with. */
  opened(match: string): Promise<void>;
  /** Matches that were committed before this time and not opened since: whoever took the tickets may be gone. */
  unopened(before: number): Promise<string[]>;
  /** Puts tickets back that `commit` took for this match, with their enqueue time. */
  release(match: string): Promise<Ticket[]>;
  explain(reasons: ReadonlyMap<string, string>): Promise<void>;
  /** Forgets tickets that were closed before this time, and cancels nothing. */
  forget(before: number): Promise<void>;
}
