import type { Ticket } from '../matchmaking/tickets.ts';

/** What a ticket says that is closed as its table fell through. */
export const LET_GO = 'You did not take the seat that was proposed.';

/** Whose turn it is first: those with priority, then who waits longest. */
export function byTurn(a: Ticket, b: Ticket): number {
  return Number(b.priority) - Number(a.priority) || a.enqueuedAt - b.enqueuedAt || (a.id < b.id ? -1 : 1);
}

/** Tables that were made are remembered for 30 days; they are counted for ever. In ms. */
export const KEPT_FOR_MS = 30 * 24 * 3_600_000;
