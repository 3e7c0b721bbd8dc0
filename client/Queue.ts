import type { TicketView } from '../src/matchmaking/tickets.ts';

export interface QueueOptions {
  game: string;
  /** Let bots fill empty seats, at once. */
  bots?: boolean;
  /** Regions to play in, with measured latency in ms. None: any. */
  regions?: Record<string, number>;
}

/** The place in the queue as the server last told it. */
export type TicketState = TicketView;
