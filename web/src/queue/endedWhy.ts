import type { TicketView } from '../../../client/Queue.ts';

/** Why a ticket ended that one did not end oneself. What one of a party did ends it for all. */
export function endedWhy({ party, cool_down_until, why }: TicketView): string {
  if (party === null || cool_down_until) return why;
  return 'Your party is out of the queue: somebody cancelled, left, or did not accept a table.';
}
