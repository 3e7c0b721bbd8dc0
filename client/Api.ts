import type { QueueStatistics } from '../src/matchmaking/tickets.ts';

/** Typed calls of the HTTP API. Each throws ParlorError. */
export interface Api {
  statistics(): Promise<QueueStatistics[]>;
}
