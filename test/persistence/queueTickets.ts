import type { TicketQueue } from '../../src/matchmaking/ticketQueue.ts';
import type { Proposal, Ticket } from '../../src/matchmaking/tickets.ts';
import { newId } from './stores.ts';

export function newTicket(more: Partial<Ticket> = {}): Ticket {
  return {
    id: newId(),
    player: newId(),
    game: 'relay',
    regions: {},
    bots: false,
    rating: { mu: 1500.25, sigma: 500, played: 0 },
    enqueuedAt: 1_790_000_000_000.5,
    party: null,
    priority: false,
    state: 'waiting',
    match: null,
    why: 'Just arrived.',
    ...more,
  };
}

/** A table of these, to be agreed on. */
export function proposalOf(tickets: readonly Ticket[], more: Partial<Proposal> = {}): Proposal {
  return {
    match: newId(),
    game: 'relay',
    tickets: tickets.map(({ id }) => id),
    accepted: [],
    deadline: 1_790_000_010_000,
    bots: 0,
    room: null,
    region: 'eu',
    quality: 0.75,
    spread: 120.5,
    why: 'Of one strength «».',
    ...more,
  };
}

export function ids(tickets: readonly Ticket[]): string[] {
  return tickets.map(({ id }) => id);
}

/** This many waiting tickets, one ms apart. */
export async function addTickets(
  queue: TicketQueue,
  count: number,
  more: Partial<Ticket> = {},
): Promise<Ticket[]> {
  const all = Array.from({ length: count }, (_, i) => newTicket({ enqueuedAt: 1000 + i, ...more }));
  for (const ticket of all) await queue.add([ticket]);
  return all;
}
