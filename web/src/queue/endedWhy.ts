import type { TicketView } from '../../../client/Queue.ts';

/** What the server says of who let a table down. */
const LET_DOWN = 'You did not take the seat that was proposed.';

/** Why a ticket ended that one did not end oneself. What one of a party did ends it for all: the server says who. */
export function endedWhy({ party, cool_down_until, why }: TicketView): string {
  if (party === null || cool_down_until || why !== LET_DOWN) return why;
  return 'Your party is out of the queue: somebody of it did not take the seat that was proposed.';
}
