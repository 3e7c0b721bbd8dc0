import type { Phase } from '../games/game.ts';
import type { SeatReservation } from '../protocol/seat.ts';
import type { Invited } from './journal.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Reply } from './replies.ts';

/** A running match in lists: lobby, monitor, `GET /players/me/match`. */
export interface LiveMatch {
  id: string;
  game: string;
  phase: Phase;
  players: { id: string; name: string; bot: boolean }[];
  spectators: number;
  startedAt: number;
}

/**
 * Matches that are running, wherever they run.
 * Methods throw Problem 404 `match_not_running` when a match is nowhere.
 */
export interface LiveMatches {
  list(): Promise<LiveMatch[]>;
  find(match: string): Promise<LiveMatch | null>;
  /** The match a player is in and may go back to. */
  of(player: string): Promise<LiveMatch | null>;
  /** A seat for a player of the match, to take within 15 s. Throws Problem 403 `not_seated`. */
  seat(match: string, player: string): Promise<SeatReservation>;
  /** `{request_id, action, …}` as it came from the player, same as over the socket. */
  act(match: string, player: string, request: unknown): Promise<Reply>;
  /**
   * The state that this player (null: everybody) may see, as soon as its version is above `since`, or as it is
   * after `waitMs`. A player who asks counts as present for a while.
   */
  state(
    match: string,
    player: string | null,
    since: number,
    waitMs: number,
  ): Promise<{ version: number; state: unknown }>;
  /**
   * Seats more people at a table that has not begun. `batch` is the proposal by which they came: they are given back
   * under it. Throws Problem 409 `no_room`. Twice is harmless.
   */
  seatMore(match: string, people: readonly Invited[], batch: string): Promise<void>;
  /** Throws Problem 403 `not_seated`. Twice is harmless. */
  leave(match: string, player: string): Promise<void>;
  /** A player is called something else now: until the match begins the seat is, too. Nothing for who is in none. */
  renamed(player: string): Promise<void>;
  ledger(match: string): Promise<{ points: Record<string, number>; ledger: LedgerEntry[] }>;
  /** Throws Problem 404 `unknown_command`, 409 `match_over`. */
  command(match: string, name: string, operator: string): Promise<{ version: number }>;
}
