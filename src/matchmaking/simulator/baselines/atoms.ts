import type { QueuedTicket } from '../../matcher/types.ts';

/** Tickets that go together: a party, or somebody alone. In the order in which the first of each came. */
export function atoms(waiting: readonly QueuedTicket[]): QueuedTicket[][] {
  const byParty = new Map<string, QueuedTicket[]>();
  for (const ticket of waiting) {
    const key = ticket.party === null ? `alone ${ticket.id}` : `party ${ticket.party}`;
    const known = byParty.get(key);
    if (known) known.push(ticket);
    else byParty.set(key, [ticket]);
  }
  return [...byParty.values()];
}
