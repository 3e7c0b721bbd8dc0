import type { Rating } from './rating.ts';

/** What the matcher knows of a ticket that waits. */
export interface WaitingTicket {
  id: string;
  player: string;
  rating: Rating;
  regions: Record<string, number>;
  bots: boolean;
  /** Epoch ms. */
  enqueuedAt: number;
}

/** A table that has not started and has room. None yet: tables are made whole. */
export interface OpenRoom {
  id: string;
  free: number;
}

/** Every threshold of the matcher, one object per game. Times in ms. */
export interface Policy {
  /** Fewest and most people at a table. */
  min: number;
  max: number;
  /** A table with so many people is accepted once its oldest ticket waited so long. */
  acceptAfter: Record<number, number>;
  /** A ticket that agreed to bots waits so long for people before they fill the table. */
  botsAfter: number;
}

export interface ProposedMatch {
  tickets: string[];
  /** How many seats bots take. */
  bots: number;
  /** 0 to 1: 1 when all ratings are equal. */
  quality: number;
  /** Highest less lowest rating. */
  spread: number;
  /** One sentence for the players. */
  why: string;
}

export interface MatcherResult {
  matches: ProposedMatch[];
  /** One sentence per ticket that still waits. */
  explanations: Map<string, string>;
}

export const defaultPolicy: Policy = {
  min: 3,
  max: 5,
  acceptAfter: { 5: 0, 4: 5_000, 3: 10_000 },
  botsAfter: 0,
};

/**
 * One pass over the queue of one game: oldest first, five, else four or three after a wait; bots fill a table
 * where all agreed. Pure: the same input gives the same output.
 */
export function matchTickets(
  tickets: readonly WaitingTicket[],
  _rooms: readonly OpenRoom[],
  now: number,
  policy: Policy,
): MatcherResult {
  const matches: ProposedMatch[] = [];
  const waiting = [...tickets].sort((a, b) => a.enqueuedAt - b.enqueuedAt || (a.id < b.id ? -1 : 1));
  const forBots = waiting.filter((t) => t.bots && now - t.enqueuedAt >= policy.botsAfter);
  const people = waiting.filter((t) => !forBots.includes(t));
  while (people.length > 0) {
    const size = acceptedSize(people, now, policy);
    if (size === 0) break;
    matches.push(propose(people.splice(0, size), 0, now));
  }
  while (forBots.length > 0) {
    const table = forBots.splice(0, policy.max);
    matches.push(propose(table, Math.max(0, policy.max - table.length), now));
  }
  return {
    matches,
    explanations: new Map(people.map((t) => [t.id, explain(t, people.length, now, policy)])),
  };
}

/** The largest table that the oldest of these tickets may have now, or 0. */
function acceptedSize(people: readonly WaitingTicket[], now: number, policy: Policy): number {
  const oldest = people[0];
  if (!oldest) return 0;
  const size = Math.min(policy.max, people.length);
  return size >= smallestTable(now - oldest.enqueuedAt, policy) ? size : 0;
}

/** The fewest people at a table that somebody who waited so long takes. */
export function smallestTable(waitedMs: number, policy: Policy): number {
  for (let size = policy.min; size < policy.max; size++)
    if (waitedMs >= (policy.acceptAfter[size] ?? 0)) return size;
  return policy.max;
}

function propose(table: readonly WaitingTicket[], bots: number, now: number): ProposedMatch {
  const ratings = table.map((t) => t.rating.mu);
  const spread = Math.max(...ratings) - Math.min(...ratings);
  const waited = Math.round(Math.max(...table.map((t) => now - t.enqueuedAt)) / 1000);
  const filled = bots === 0 ? '' : ` and ${bots} ${bots === 1 ? 'bot' : 'bots'}, as everybody agreed to bots`;
  const why =
    table.length === 1
      ? `You asked for a table with bots: ${bots} of them fill it.`
      : `${table.length} players${filled}, oldest tickets first; the longest wait was ${waited} s.`;
  return {
    tickets: table.map((t) => t.id),
    bots,
    spread,
    quality: 1 / (1 + spread / 500),
    why,
  };
}

function explain(ticket: WaitingTicket, waiting: number, now: number, policy: Policy): string {
  if (waiting < policy.min) {
    return `${waiting} of ${policy.min} needed ${waiting === 1 ? 'is' : 'are'} waiting.`;
  }
  const size = Math.min(waiting, policy.max);
  const left = Math.max(0, (policy.acceptAfter[size] ?? 0) - (now - ticket.enqueuedAt));
  return `${waiting} are waiting; a table of ${size} is made in ${Math.ceil(left / 1000)} s unless more come.`;
}
