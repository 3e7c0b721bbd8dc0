import type { Proposal, Ticket } from '../../matchmaking/tickets.ts';

/** A ticket as scripts answer it: as it was added, and what has changed since. */
export type TicketRow = [
  ticket: string,
  state: Ticket['state'],
  match: string,
  why: string,
  priority: string,
];

/** A table as scripts answer it: as it was proposed, and what became of it. */
export type TableRow = [proposal: string, state: Table['state'], since: string, accepted: string[]];

/** What is known of a table. */
export interface Table {
  proposal: Proposal;
  state: 'proposed' | 'matched' | 'opened';
  since: number;
}

export function asTicket([ticket, state, match, why, priority]: TicketRow): Ticket {
  return { ...JSON.parse(ticket), state, match: match || null, why, priority: priority === '1' };
}

export function asTable([proposal, state, since, accepted]: TableRow): Table {
  return { proposal: { ...JSON.parse(proposal), accepted }, state, since: Number(since) };
}

export function chunks<T>(all: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let i = 0; i < all.length; i += size) parts.push(all.slice(i, i + size));
  return parts;
}
