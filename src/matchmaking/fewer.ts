import type { Policy } from './matcher/policy.ts';
import { openness } from './matcher/report.ts';
import type { Proposal, Ticket } from './tickets.ts';

/**
 * The table with which those go on who are left of a proposed one; null when they are too few. They are as fair a table
 * as before: everybody is within everybody's windows and reaches the region, and with fewer the spread only shrinks.
 * What may be less is the size, and never than the policy's least. Where bots sit all agreed to them: one more sits
 * down for each who is missing.
 * @param left of its tickets
 */
export function fewer(proposal: Proposal, left: readonly Ticket[], { seats }: Policy): Proposal | null {
  const { room, bots } = proposal;
  if (left.length < (room === null && bots === 0 ? seats.min : 1)) return null;
  const ids = left.map(({ id }) => id);
  const missing = proposal.tickets.length - ids.length;
  const next = {
    ...proposal,
    tickets: proposal.tickets.filter((id) => ids.includes(id)),
    accepted: proposal.accepted.filter((id) => ids.includes(id)),
  };
  const others = `${missing} more did not agree`;
  // Who sits at an open table is not known here: what was said of all together holds for fewer.
  if (room !== null)
    return { ...next, why: `${people(left.length)} at a table that had seats left; ${others}.` };
  const mus = left.map(({ rating }) => rating.mu);
  const spread = Math.max(...mus) - Math.min(...mus);
  const quality = openness(
    mus,
    left.map(({ rating }) => rating.sigma),
  );
  const near = left.length > 1 ? ` within ${Math.round(spread)} points of each other` : '';
  const filled = bots > 0 ? ` and ${bots + missing} bots` : '';
  const where = proposal.region === null ? '' : `, in ${proposal.region}`;
  const why = `${people(left.length)}${near}${filled}${where}; ${others}.`;
  return { ...next, bots: bots > 0 ? bots + missing : 0, spread, quality, why };
}

function people(count: number): string {
  return count === 1 ? '1 player' : `${count} players`;
}
