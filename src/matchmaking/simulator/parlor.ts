import { matchQueue } from '../matcher/matcher.ts';
import type { Policy } from '../matcher/policy.ts';
import type { QueuedTicket } from '../matcher/types.ts';
import type { Grouping, Strategy } from './Strategy.ts';

/** Parlor's own rule: the module that runs live, with a pass a second, and at once when a perfect table is there. */
export function parlor(name: string, policy: Policy): Strategy {
  return {
    name,
    everyMs: 1000,
    pass: (waiting, now) => matchQueue(waiting, [], now, policy).matches,
    arrived: (waiting, now, came) => {
      const taken = new Set<string>();
      const made: Grouping[] = [];
      for (const ticket of came) {
        if (taken.has(ticket.id)) continue;
        const left = waiting.filter(({ id }) => !taken.has(id));
        for (const match of perfectTables(left, ticket, now, policy)) {
          for (const id of match.tickets) taken.add(id);
          made.push(match);
        }
      }
      return made;
    },
  };
}

/** A full table as tight as can be, with somebody who has just come. */
function perfectTables(
  waiting: readonly QueuedTicket[],
  came: QueuedTicket,
  now: number,
  policy: Policy,
): Grouping[] {
  const near = waiting.filter(({ rating }) => Math.abs(rating.mu - came.rating.mu) <= policy.eagerSpread);
  if (near.length < policy.seats.max) return [];
  return matchQueue(near, [], now, policy).matches.filter(
    ({ tickets, bots, spread }) =>
      tickets.includes(came.id) &&
      bots === 0 &&
      tickets.length === policy.seats.max &&
      spread <= policy.eagerSpread,
  );
}
