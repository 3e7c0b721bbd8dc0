import type { QueuedTicket } from '../../../src/matchmaking/matcher/types.ts';

export const NOW = 1_800_000_000_000;

/** A ticket that waited so long, of somebody settled. */
export function waiting(
  id: string,
  mu: number,
  seconds: number,
  more: Partial<QueuedTicket> = {},
): QueuedTicket {
  return {
    id,
    player: `player-${id}`,
    rating: { mu, sigma: 80, played: 30 },
    regions: {},
    bots: false,
    enqueuedAt: NOW - seconds * 1_000,
    party: null,
    priority: false,
    blocked: [],
    recent: {},
    ...more,
  };
}
